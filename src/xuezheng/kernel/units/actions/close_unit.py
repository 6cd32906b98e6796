"""Closing a unit."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.events import UnitClosed
from xuezheng.kernel.units.guards import objections
from xuezheng.kernel.units.history import end_version, last_change_of, last_change_within
from xuezheng.kernel.units.kinds import listed
from xuezheng.kernel.units.locks import hold_structure
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import can_restructure_unit

NAMED = 5
"""How many of the things in the way a refusal names."""


@transaction.atomic
def close_unit(*, post: ActingPost, unit_id: int, version: int, effective_on: date, at: datetime) -> Unit:
    """Close a unit for good from a day on; its code is void. Refused while anything at it or below it is in force."""
    hold_structure()
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    end_unit(unit, effective_on=effective_on, at=at)
    note("close_unit", post=post, unit=unit, at=at, effective_on=effective_on, after={"closed_on": effective_on})
    announce(UnitClosed(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=effective_on.isoformat()), at=at)
    return unit


def end_unit(unit: Unit, *, effective_on: date, at: datetime) -> None:
    """The end of a locked unit, by closing, merging or splitting up."""
    check_effective_on(effective_on, at=at, not_before=max(last_change_of(unit), last_change_within(unit.unit_path)))
    _check_nothing_in_force(unit, at=at)
    saved(unit, closed_on=effective_on)
    end_version(unit, on=effective_on)


def _check_nothing_in_force(unit: Unit, *, at: datetime) -> None:
    children = Unit.objects.filter(parent=unit, closed_on=None).order_by("unit_path")
    names = list(children.values_list("name", flat=True)[:NAMED])
    if names:
        count = children.count()
        raise Refusal(
            ngettext(
                "%(unit)s still has %(count)d open unit below it: %(names)s. Move or close it first.",
                "%(unit)s still has %(count)d open units below it: %(names)s. Move or close them first.",
                count,
            )
            % {"unit": unit.name, "count": count, "names": listed([*names, *(["…"] if count > NAMED else [])])}
        )
    if found := objections(unit.id, at):
        raise Refusal(_("%(unit)s cannot end yet: %(reasons)s") % {"unit": unit.name, "reasons": " ".join(found)})
