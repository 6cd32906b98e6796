"""Merging units into one that goes on."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.close_unit import end_unit
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.events import UnitsMerged
from xuezheng.kernel.units.history import last_change_of
from xuezheng.kernel.units.locks import hold_structure, locked_units
from xuezheng.kernel.units.models import Unit, UnitSuccession
from xuezheng.kernel.units.policies import can_restructure_unit


@transaction.atomic
def merge_units(
    *,
    post: ActingPost,
    versions: Mapping[int, int],
    into_id: int,
    into_version: int,
    effective_on: date,
    at: datetime,
) -> Unit:
    """Close the units named in `versions` (id to version as read) and record that they live on in another."""
    hold_structure()
    if into_id in versions:
        raise Refusal(_("A unit cannot be merged into itself. Choose the one that goes on."), field="into")
    if not versions:
        raise Refusal(_("Choose at least one unit that ends."), field="units")
    locked_units([into_id, *versions])
    into = unit_to_change(post, into_id, version=into_version, policy=can_restructure_unit)
    check_effective_on(effective_on, at=at, not_before=last_change_of(into))
    ending = [
        _merge(unit_id, version=versions[unit_id], into=into, post=post, effective_on=effective_on, at=at)
        for unit_id in sorted(versions)
    ]
    saved(into)
    names = [unit.name for unit in ending]
    note("merge_units", post=post, unit=into, at=at, effective_on=effective_on, after={"merged": names})
    announce(
        UnitsMerged(
            unit_path=into.unit_path,
            predecessors=[str(unit.uuid) for unit in ending],
            successor=str(into.uuid),
            effective_on=effective_on.isoformat(),
        ),
        at=at,
    )
    return into


def _merge(unit_id: int, *, version: int, into: Unit, post: ActingPost, effective_on: date, at: datetime) -> Unit:
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    if UnitSuccession.objects.filter(predecessor=unit, successor=into, effective_on=effective_on).exists():
        raise Refusal(
            _("%(into)s came out of %(unit)s on that very day. Record the merger on another day.")
            % {"into": into.name, "unit": unit.name},
            field="effective_on",
        )
    end_unit(unit, effective_on=effective_on, at=at)
    UnitSuccession.objects.create(
        predecessor=unit,
        successor=into,
        how=UnitSuccession.How.MERGE,
        effective_on=effective_on,
        unit_path=unit.unit_path,
    )
    note("merge_units", post=post, unit=unit, at=at, effective_on=effective_on, after={"merged_into": into.name})
    return unit
