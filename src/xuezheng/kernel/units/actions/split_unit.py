"""Splitting a unit into others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.close_unit import end_unit
from xuezheng.kernel.units.actions.open_unit import open_unit
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.events import UnitSplit
from xuezheng.kernel.units.history import last_change_of
from xuezheng.kernel.units.locks import hold_structure
from xuezheng.kernel.units.models import Unit, UnitSuccession
from xuezheng.kernel.units.policies import can_restructure_unit


@transaction.atomic
def split_unit(
    *,
    post: ActingPost,
    unit_id: int,
    version: int,
    into: Sequence[UnitDraft],
    goes_on: bool,
    effective_on: date,
    at: datetime,
) -> list[Unit]:
    """Open units out of one, beside it where a draft names no parent. It goes on (分设), or ends (撤销)."""
    hold_structure()
    if not into or (not goes_on and len(into) < 2):
        raise Refusal(
            _("Name the units that come out of it: two or more, or one where the old unit goes on."), field="into"
        )
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    check_effective_on(effective_on, at=at, not_before=last_change_of(unit))
    if goes_on:
        saved(unit)
    else:
        end_unit(unit, effective_on=effective_on, at=at)
    opened = [_open(draft, out_of=unit, post=post, effective_on=effective_on, at=at) for draft in into]
    after = {"split_into": [new.name for new in opened], "goes_on": goes_on}
    note("split_unit", post=post, unit=unit, at=at, effective_on=effective_on, after=after)
    announce(
        UnitSplit(
            unit_path=unit.unit_path,
            predecessor=str(unit.uuid),
            successors=[str(new.uuid) for new in opened],
            effective_on=effective_on.isoformat(),
        ),
        at=at,
    )
    return opened


def _open(draft: UnitDraft, *, out_of: Unit, post: ActingPost, effective_on: date, at: datetime) -> Unit:
    parent_id = draft.parent_id if draft.parent_id is not None else out_of.parent_id
    new = open_unit(post=post, draft=replace(draft, parent_id=parent_id, effective_on=effective_on), at=at)
    UnitSuccession.objects.create(
        predecessor=out_of,
        successor=new,
        how=UnitSuccession.How.SPLIT,
        effective_on=effective_on,
        unit_path=out_of.unit_path,
    )
    return new
