"""Moving a unit, with everything below it, to stand under another."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import allowed_unit, check_name_is_free, check_open, note, saved, unit_to_change
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.events import UnitMoved
from xuezheng.kernel.units.history import in_place_since, last_change_within
from xuezheng.kernel.units.kinds import INNER, check_placement, level_of
from xuezheng.kernel.units.locks import hold_structure_alone
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import can_open_unit_under, can_restructure_unit
from xuezheng.kernel.units.relocation import relocate_subtree


@transaction.atomic
def move_unit(
    *, post: ActingPost, unit_id: int, version: int, parent_id: int, effective_on: date, at: datetime
) -> Unit:
    """Move a unit under another parent from a day on. The post must cover both where it stood and where it goes."""
    hold_structure_alone()
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    parent = allowed_unit(post, parent_id, policy=can_open_unit_under)
    _check_destination(unit, parent)
    old_path, old_parent = unit.unit_path, unit.parent
    check_effective_on(
        effective_on, at=at, not_before=max(last_change_within(old_path), in_place_since(parent), unit.opened_on)
    )
    new_path = f"{parent.unit_path}{old_path.rstrip('.').rpartition('.')[2]}."
    saved(unit, parent=parent)
    if unit.kind in INNER:
        level = level_of(unit.kind, parent_level=parent.level)
        Unit.objects.filter(unit_path__gte=old_path, unit_path__lt=old_path + "~", kind__in=INNER).update(level=level)
    relocate_subtree(old_path, new_path, effective_on=effective_on, at=at)
    unit.refresh_from_db()
    before = {"parent": old_parent.name if old_parent else "", "unit_path": old_path}
    after = {"parent": parent.name, "unit_path": new_path}
    note("move_unit", post=post, unit=unit, at=at, effective_on=effective_on, before=before, after=after)
    announce(
        UnitMoved(unit_path=new_path, unit_id=str(unit.uuid), old_path=old_path, effective_on=effective_on.isoformat()),
        at=at,
    )
    return unit


def _check_destination(unit: Unit, parent: Unit) -> None:
    if parent.unit_path.startswith(unit.unit_path):
        raise Refusal(
            _("%(unit)s cannot stand under itself or under a unit below it. Choose a unit elsewhere in the tree.")
            % {"unit": unit.name},
            field="parent",
        )
    if parent.id == unit.parent_id:
        raise Refusal(
            _("%(unit)s already stands under %(parent)s. Choose another unit.")
            % {"unit": unit.name, "parent": parent.name},
            field="parent",
        )
    check_open(parent, field="parent")
    check_placement(unit.kind, parent_kind=parent.kind, parent_name=parent.name)
    check_name_is_free(unit.name, parent_id=parent.id)
