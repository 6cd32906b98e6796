"""What every change of a unit begins with (found, allowed, locked, fresh, still open) and leaves in the journal."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import NotAllowed, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.locks import locked_units
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries.lookup import get_unit

Policy = Callable[[ActingPost, Unit], bool]


def unit_to_change(post: ActingPost, unit_id: int, *, version: int, policy: Policy) -> Unit:
    """The unit, locked for this transaction; refused where it is hidden, not the post's to change, stale or closed."""
    unit = allowed_unit(post, unit_id, policy=policy)
    (unit,) = locked_units([unit.id])
    if unit.version != version:
        raise VersionIsStale(
            _("Somebody changed %(unit)s in the meantime. Look at the change, then decide again.") % {"unit": unit.name}
        )
    check_open(unit)
    return unit


def allowed_unit(post: ActingPost, unit_id: int, *, policy: Policy) -> Unit:
    unit = get_unit(post, unit_id=unit_id)
    if not policy(post, unit):
        raise NotAllowed(
            _("Your post may see %(unit)s but not change it. Ask the administrator of the unit above it.")
            % {"unit": unit.name}
        )
    return unit


def check_open(unit: Unit, *, field: str = "") -> None:
    if unit.closed_on is not None:
        raise Refusal(
            _("%(unit)s was closed on %(day)s, and a closed unit stays as it was. Choose an open one.")
            % {"unit": unit.name, "day": unit.closed_on.isoformat()},
            field=field,
        )


def check_name_is_free(name: str, *, parent_id: int | None, but: int | None = None) -> None:
    """Two open units under one parent with one name would be taken for each other in every document."""
    namesake = Unit.objects.filter(parent_id=parent_id, name=name, closed_on=None).exclude(id=but or 0).first()
    if namesake is not None:
        raise Refusal(
            _("%(name)s already stands there (code %(code)s). Give the other name in full, such as with its place.")
            % {"name": name, "code": namesake.code},
            field="name",
        )


def saved(unit: Unit, **changes: Any) -> dict[str, Any]:
    """Write the changes and count the version; returns the old values of what changed."""
    before = {name: getattr(unit, name) for name, value in changes.items() if getattr(unit, name) != value}
    for name, value in changes.items():
        setattr(unit, name, value)
    unit.version += 1
    unit.save(update_fields=[*changes, "version"])
    return before


def note(
    act: str,
    *,
    post: ActingPost,
    unit: Unit,
    at: datetime,
    effective_on: date,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The journal entry of an act on a unit; `effective_on` always stands among what was recorded."""
    record(
        post=post,
        at=at,
        act=f"units.{act}",
        object_kind="unit",
        object_id=unit.uuid,
        object_name=unit.name,
        unit_path=unit.unit_path,
        before={name: _plain(value) for name, value in before.items()} if before else None,
        after={
            **{name: _plain(value) for name, value in (after or {}).items()},
            "effective_on": effective_on.isoformat(),
        },
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
