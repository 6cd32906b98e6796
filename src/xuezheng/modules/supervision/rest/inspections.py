"""Endpoints of special supervision."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.facade import get_unit
from xuezheng.modules.supervision.actions import inspections as acts
from xuezheng.modules.supervision.models import Finding, Inspection, InspectionItem, Order
from xuezheng.modules.supervision.policies.inspections import findings_visible_to, inspections_visible_to
from xuezheng.modules.supervision.queries.inspections import get_finding, get_inspection, items_of
from xuezheng.modules.supervision.rest import router
from xuezheng.modules.supervision.rest.schemas import (
    ConclusionIn,
    FindingChangeIn,
    FindingIn,
    FindingOut,
    InspectionIn,
    InspectionItemOut,
    InspectionOut,
    OrderOut,
    RectificationIn,
)

READ, ORDER = "supervision.read", "supervision.order"
ONE, FINDING = "/inspections/{uuid:inspection_id}", "/findings/{uuid:finding_id}"


@router.lists("/inspections", item=InspectionOut, permission=READ, order="-begins_on")
def list_inspections(request: ApiRequest) -> QuerySet[Inspection]:
    """Rounds of special supervision, of the own administration, those above and those below."""
    return inspections_visible_to(request.post)


@router.reads(ONE, returns=InspectionOut, permission=READ)
def read_inspection(request: ApiRequest, inspection_id: UUID) -> Inspection:
    """One round of special supervision."""
    return get_inspection(request.post, inspection_id)


@router.reads(f"{ONE}/items", returns=list[InspectionItemOut], permission=READ)
def list_inspection_items(request: ApiRequest, inspection_id: UUID) -> list[InspectionItem]:
    """The standards of a round, in their order."""
    return items_of(request.post, get_inspection(request.post, inspection_id))


@router.creates(
    "/inspections",
    returns=InspectionOut,
    permission=ORDER,
    location=lambda row: f"/api/v1/supervision/inspections/{row.id}",
)
def open_inspection(request: ApiRequest, inspection: InspectionIn) -> Inspection:
    """Open a round of special supervision and tell its units."""
    units = [get_unit(request.post, code=code).id for code in dict.fromkeys(inspection.units)]
    values = inspection.model_dump(exclude={"units"})
    return acts.open_inspection(post=request.post, unit_ids=units, at=request.at, **values)


@router.acts(f"{ONE}/close", returns=InspectionOut, permission=ORDER, versioned=True)
def close_inspection(request: ApiRequest, inspection_id: UUID, conclusion: ConclusionIn) -> Inspection:
    """Close a round with its conclusion, once something is recorded about every unit."""
    return acts.close_inspection(
        post=request.post,
        inspection_id=inspection_id,
        version=request.version,
        conclusion=conclusion.conclusion,
        at=request.at,
    )


@router.lists(f"{ONE}/findings", item=FindingOut, permission=READ)
def list_findings(request: ApiRequest, inspection_id: UUID) -> QuerySet[Finding]:
    """What was found in a round, at the own unit and those below."""
    return findings_visible_to(request.post).filter(inspection=get_inspection(request.post, inspection_id))


@router.reads(FINDING, returns=FindingOut, permission=READ)
def read_finding(request: ApiRequest, finding_id: UUID) -> Finding:
    """One finding."""
    return get_finding(request.post, finding_id)


@router.creates(
    f"{ONE}/findings",
    returns=FindingOut,
    permission=ORDER,
    location=lambda finding: f"/api/v1/supervision/findings/{finding.id}",
)
def record_finding(request: ApiRequest, inspection_id: UUID, finding: FindingIn) -> Finding:
    """Record what was found at one unit about one standard."""
    unit = get_unit(request.post, code=finding.unit)
    values = finding.model_dump(exclude={"unit", "item"})
    return acts.record_finding(
        post=request.post,
        inspection_id=inspection_id,
        item_id=finding.item,
        unit_id=unit.id,
        at=request.at,
        **values,
    )


@router.changes(FINDING, returns=FindingOut, permission=ORDER)
def change_finding(request: ApiRequest, finding_id: UUID, change: FindingChangeIn) -> Finding:
    """Record a finding anew, as long as no order is issued about it."""
    present = get_finding(request.post, finding_id)
    return acts.record_finding(
        post=request.post,
        inspection_id=present.inspection_id,
        item_id=present.item_id,
        unit_id=present.unit_id,
        version=request.version,
        at=request.at,
        **change.model_dump(),
    )


@router.acts(f"{FINDING}/order", returns=OrderOut, permission=ORDER)
def order_rectification(request: ApiRequest, finding_id: UUID, rectification: RectificationIn) -> Order:
    """Issue a supervision order about a finding."""
    return acts.order_rectification(
        post=request.post, finding_id=finding_id, at=request.at, **rectification.model_dump()
    )
