"""What every change of a bulletin begins with (found, allowed, locked, fresh) and leaves in the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import ADMINISTRATIONS, UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import can_change_bulletin, can_write_bulletins
from xuezheng.modules.monitoring.queries.bulletins import get_bulletin
from xuezheng.modules.monitoring.refusals import (
    BulletinIsNotADraft,
    BulletinIsNotIssued,
    BulletinIsNotYours,
    MayNotWriteBulletins,
    SomebodyChangedTheBulletin,
    UnitHasNoBulletins,
)

KIND = "monitoring.bulletin"
ABOUT = frozenset(ADMINISTRATIONS) - {UnitKind.MINISTRY}


def issuing_unit(post: ActingPost) -> Unit:
    """The administration in whose name the post writes: an office writes in its department's."""
    unit = units_visible_to(post).filter(unit_path=post.scope_path).first() if can_write_bulletins(post) else None
    if unit is None or unit.kind not in ABOUT:
        raise MayNotWriteBulletins
    return unit


def subject_unit(post: ActingPost, unit_id: int) -> Unit:
    """One's own, or one below."""
    unit = get_unit(post, unit_id=unit_id)
    if unit.kind not in ABOUT or not post.covers(unit.unit_path):
        raise UnitHasNoBulletins(unit.name)
    return unit


def bulletin_to_change(post: ActingPost, bulletin_id: UUID, *, version: int | None = None) -> Bulletin:
    """Locked for this transaction."""
    seen = get_bulletin(post, bulletin_id)
    if not can_change_bulletin(post, seen):
        raise BulletinIsNotYours(seen.title, seen.issuer_name)
    bulletin = Bulletin.objects.select_for_update(no_key=True).get(id=seen.id)
    if version is not None and bulletin.version != version:
        raise SomebodyChangedTheBulletin(bulletin.title)
    return bulletin


def draft_to_change(post: ActingPost, bulletin_id: UUID, *, version: int | None = None) -> Bulletin:
    bulletin = bulletin_to_change(post, bulletin_id, version=version)
    if bulletin.state is not Bulletin.State.DRAFT:
        raise BulletinIsNotADraft(bulletin.title)
    return bulletin


def bulletin_in_force(post: ActingPost, bulletin_id: UUID, *, version: int | None = None) -> Bulletin:
    bulletin = bulletin_to_change(post, bulletin_id, version=version)
    if bulletin.state is not Bulletin.State.ISSUED:
        raise BulletinIsNotIssued(bulletin.title)
    return bulletin


def saved(bulletin: Bulletin, **changes: Any) -> None:
    """Counts the version."""
    for name, value in {**changes, "version": bulletin.version + 1}.items():
        setattr(bulletin, name, value)
    bulletin.save(update_fields=[*changes, "version"])


def note(
    act: str, *, post: ActingPost, bulletin: Bulletin, at: datetime, after: Mapping[str, Any] | None = None
) -> None:
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in (after or {}).items()}
    record(
        post=post,
        at=at,
        act=f"monitoring.{act}",
        object_kind=KIND,
        object_id=bulletin.id,
        object_name=bulletin.title,
        unit_path=bulletin.unit_path,
        after=told or None,
    )
