"""Opening a unit under another."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import allowed_unit, check_name_is_free, check_open, note
from xuezheng.kernel.units.codes import NUMBERED
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.drafts import (
    UnitDraft,
    code_is_taken,
    codes_taken,
    insert_units,
    new_unit_ids,
    next_number_under,
    numbered,
    unit_from,
)
from xuezheng.kernel.units.events import UnitOpened
from xuezheng.kernel.units.history import in_place_since
from xuezheng.kernel.units.locks import hold_structure, locked_units
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import can_open_unit_under


@transaction.atomic
def open_unit(*, post: ActingPost, draft: UnitDraft, at: datetime) -> Unit:
    """Open a unit as of its effective day (today where none is given). Only the platform itself opens the root."""
    hold_structure()
    parent = _parent(post, draft.parent_id)
    since = in_place_since(parent) if parent else date.min
    opened_on = check_effective_on(draft.effective_on or today(at), at=at, not_before=since)
    if parent is not None and draft.kind in NUMBERED and not draft.code.strip():
        draft = numbered(draft, code=next_number_under(parent.code))
    unit = unit_from(draft, parent=parent, unit_id=new_unit_ids(1)[0], opened_on=opened_on)
    check_name_is_free(unit.name, parent_id=unit.parent_id)
    if codes_taken([unit.code]):
        raise code_is_taken(unit.code)
    insert_units([unit])
    facts = {"name": unit.name, "kind": unit.kind, "code": unit.code, "parent": parent.name if parent else ""}
    note("open_unit", post=post, unit=unit, at=at, effective_on=opened_on, after=facts)
    announce(UnitOpened(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=opened_on.isoformat()), at=at)
    return unit


def _parent(post: ActingPost, parent_id: int | None) -> Unit | None:
    if parent_id is None:
        if not (post.is_system and post.may("units.change")):
            raise NotAllowed(_("Choose the unit above; the root of the tree is opened by the platform alone."))
        return None
    allowed_unit(post, parent_id, policy=can_open_unit_under)
    (parent,) = locked_units([parent_id])
    check_open(parent, field="parent")
    return parent
