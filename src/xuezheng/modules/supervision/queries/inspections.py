"""One round of special supervision: its standards against its units, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Finding, InspectedUnit, Inspection, InspectionItem
from xuezheng.modules.supervision.policies.inspections import (
    findings_visible_to,
    inspected_units_visible_to,
    inspection_items_visible_to,
    inspections_visible_to,
)
from xuezheng.modules.supervision.refusals import FindingIsAbsent, InspectionIsAbsent


@dataclass(frozen=True, kw_only=True)
class InspectedRow:
    """A unit with what was found about each standard, in their order; None where nothing was recorded yet."""

    inspected: InspectedUnit
    findings: Sequence[Finding | None]

    @property
    def recorded(self) -> int:
        return sum(1 for finding in self.findings if finding is not None)


def get_inspection(post: ActingPost, inspection_id: UUID) -> Inspection:
    return first_or_refused(
        inspections_visible_to(post).select_related("unit").filter(id=inspection_id), InspectionIsAbsent
    )


def get_finding(post: ActingPost, finding_id: UUID) -> Finding:
    rows = findings_visible_to(post).select_related("inspection__unit", "item", "unit", "order")
    return first_or_refused(rows.filter(id=finding_id), FindingIsAbsent)


def items_of(post: ActingPost, inspection: Inspection) -> list[InspectionItem]:
    return list(inspection_items_visible_to(post).filter(inspection=inspection).order_by("position"))


def inspected_rows(post: ActingPost, inspection: Inspection) -> list[InspectedRow]:
    """The units the post sees: all for the issuer, itself for an inspected unit."""
    items = items_of(post, inspection)
    found = {
        (finding.unit_id, finding.item_id): finding
        for finding in findings_visible_to(post).filter(inspection=inspection).select_related("item", "unit", "order")
    }
    rows = inspected_units_visible_to(post).filter(inspection=inspection).select_related("unit").order_by("unit_path")
    return [InspectedRow(inspected=row, findings=[found.get((row.unit_id, item.id)) for item in items]) for row in rows]
