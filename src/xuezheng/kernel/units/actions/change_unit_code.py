"""Giving a unit another official code; the old one is void for ever."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.codes import check_code
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.drafts import code_is_taken, codes_taken, own_segment
from xuezheng.kernel.units.events import UnitFactsChanged, UnitMoved
from xuezheng.kernel.units.history import last_change_of, last_change_within, renew_versions
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.locks import hold_structure_alone
from xuezheng.kernel.units.models import Unit, VoidCode
from xuezheng.kernel.units.policies import can_restructure_unit, parent_path
from xuezheng.kernel.units.relocation import relocate_subtree


@transaction.atomic
def change_unit_code(
    *, post: ActingPost, unit_id: int, version: int, code: str, effective_on: date, at: datetime
) -> Unit:
    """Change a code from a day on. A bureau's code is part of the paths below it, which follow as in a move."""
    hold_structure_alone()
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    old_code, old_path = unit.code, unit.unit_path
    bureau = unit.kind in ADMINISTRATIONS
    last = last_change_within(old_path) if bureau else last_change_of(unit)
    check_effective_on(effective_on, at=at, not_before=last)
    replace_code(unit, code, kind=unit.kind, effective_on=effective_on)
    if bureau:
        new_path = f"{parent_path(old_path)}{own_segment(unit.kind, code=unit.code, unit_id=unit.id)}."
        relocate_subtree(old_path, new_path, effective_on=effective_on, at=at)
        unit.refresh_from_db()
    else:
        renew_versions(within=unit.unit_path, on=effective_on)
    note(
        "change_unit_code",
        post=post,
        unit=unit,
        at=at,
        effective_on=effective_on,
        before={"code": old_code},
        after={"code": unit.code},
    )
    _tell(unit, old_path=old_path, effective_on=effective_on, at=at)
    return unit


def replace_code(unit: Unit, code: str, *, kind: str, effective_on: date) -> None:
    """Void the unit's code and give it one that fits the kind, which becomes the unit's kind."""
    parent = unit.parent
    code = check_code(
        code, kind=kind, parent_code=parent.code if parent else "", parent_path=parent.unit_path if parent else ""
    )
    if code == unit.code:
        raise Refusal(_("%(code)s is its code already. Write the new one.") % {"code": code}, field="code")
    if codes_taken([code]):
        raise code_is_taken(code)
    VoidCode.objects.create(code=unit.code, unit=unit, voided_on=effective_on, unit_path=unit.unit_path)
    region = {"region_code": code} if kind in ADMINISTRATIONS else {}
    saved(unit, code=code, kind=kind, **region)


def _tell(unit: Unit, *, old_path: str, effective_on: date, at: datetime) -> None:
    day, unit_id = effective_on.isoformat(), str(unit.uuid)
    announce(UnitFactsChanged(unit_path=unit.unit_path, unit_id=unit_id, effective_on=day), at=at)
    if unit.unit_path != old_path:
        announce(UnitMoved(unit_path=unit.unit_path, unit_id=unit_id, old_path=old_path, effective_on=day), at=at)
