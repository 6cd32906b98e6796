"""Turning a unit into another kind, such as a junior secondary into a nine-year school."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.change_unit_code import replace_code
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.codes import check_code
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.events import UnitFactsChanged
from xuezheng.kernel.units.history import last_change_of, renew_versions
from xuezheng.kernel.units.kinds import ADMINISTRATIONS, INNER, UnitKind, check_kind, check_placement
from xuezheng.kernel.units.locks import hold_structure_alone
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import can_restructure_unit

FIXED = frozenset({*ADMINISTRATIONS, *INNER})
"""Kinds that are the tree's frame: they are opened and closed, never turned into something else."""


@transaction.atomic
def change_unit_kind(
    *, post: ActingPost, unit_id: int, version: int, kind: str, effective_on: date, at: datetime, code: str = ""
) -> Unit:
    """Change the kind from a day on. A code of another kind voids the old one; one that fits both stays."""
    hold_structure_alone()
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    check_effective_on(effective_on, at=at, not_before=last_change_of(unit))
    new_kind = _checked_kind(unit, kind)
    before = {"kind": unit.kind, "code": unit.code}
    if code.strip() and code.strip() != unit.code:
        replace_code(unit, code, kind=new_kind, effective_on=effective_on)
    else:
        _check_code_still_fits(unit, new_kind)
        saved(unit, kind=new_kind)
    renew_versions(within=unit.unit_path, on=effective_on)
    after = {"kind": unit.kind, "code": unit.code}
    note("change_unit_kind", post=post, unit=unit, at=at, effective_on=effective_on, before=before, after=after)
    announce(
        UnitFactsChanged(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=effective_on.isoformat()),
        at=at,
    )
    return unit


def _checked_kind(unit: Unit, kind: str) -> UnitKind:
    new = check_kind(kind)
    if unit.kind in FIXED or new in FIXED:
        raise Refusal(
            _("Only schools change their kind. Close %(unit)s and open another unit instead.") % {"unit": unit.name},
            field="kind",
        )
    if new == unit.kind:
        raise Refusal(_("%(kind)s is its kind already. Choose another.") % {"kind": new.label}, field="kind")
    if unit.parent is not None:
        check_placement(new, parent_kind=unit.parent.kind, parent_name=unit.parent.name, field="kind")
    for child in Unit.objects.filter(parent=unit, closed_on=None).order_by("unit_path"):
        check_placement(child.kind, parent_kind=new, parent_name=unit.name, field="kind")
    return new


def _check_code_still_fits(unit: Unit, kind: UnitKind) -> None:
    try:
        check_code(unit.code, kind=kind)
    except Refusal as refusal:
        raise Refusal(f"{_('The change of kind needs a new code.')} {refusal}", field="code") from refusal
