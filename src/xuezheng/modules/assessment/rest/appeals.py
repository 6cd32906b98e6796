"""Endpoints of appeals against published results."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.assessment.actions import appeals as acts
from xuezheng.modules.assessment.models import AssessedUnit, ResultAppeal
from xuezheng.modules.assessment.policies.appeals import result_appeals_visible_to
from xuezheng.modules.assessment.policies.reach import APPEAL, READ, RUN
from xuezheng.modules.assessment.queries.appeals import get_appeal, with_results
from xuezheng.modules.assessment.rest import router
from xuezheng.modules.assessment.rest.schemas import (
    AssessedOut,
    ResultAppealDecisionIn,
    ResultAppealIn,
    ResultAppealOut,
)

ONE = "/appeals/{uuid:appeal_id}"


@router.lists("/appeals", item=ResultAppealOut, permission=READ, order="-made_at")
def list_result_appeals(request: ApiRequest, outcome: ResultAppeal.Outcome | None = None) -> QuerySet[ResultAppeal]:
    """Appeals of the own unit and of those below; of one outcome where it is named."""
    rows = with_results(result_appeals_visible_to(request.post))
    return rows.filter(outcome=outcome) if outcome else rows


@router.reads(ONE, returns=ResultAppealOut, permission=READ)
def read_result_appeal(request: ApiRequest, appeal_id: UUID) -> ResultAppeal:
    """One appeal with its decision."""
    return get_appeal(request.post, appeal_id)


@router.creates(
    "/results/{uuid:result_id}/appeals",
    returns=ResultAppealOut,
    permission=APPEAL,
    location=lambda appeal: f"/api/v1/assessment/appeals/{appeal.id}",
)
def appeal_item(request: ApiRequest, result_id: UUID, appeal: ResultAppealIn) -> ResultAppeal:
    """Appeal against one item of the own unit's published result."""
    return acts.appeal_item(post=request.post, result_id=result_id, reason=appeal.reason, at=request.at)


@router.acts(f"{ONE}/decide", returns=ResultAppealOut, permission=RUN, versioned=True)
def decide_result_appeal(request: ApiRequest, appeal_id: UUID, decision: ResultAppealDecisionIn) -> ResultAppeal:
    """Uphold an appeal with the points that are right, after which the ranking follows, or reject it with the grounds."""
    return acts.decide_appeal(
        post=request.post, appeal_id=appeal_id, version=request.version, at=request.at, **decision.model_dump()
    )


@router.acts("/units/{uuid:assessed_id}/note", returns=AssessedOut, permission=APPEAL, takes="")
def take_note_of_result(request: ApiRequest, assessed_id: UUID) -> AssessedUnit:
    """Take note of the own unit's published result; an appeal stays possible within its days."""
    return acts.take_note(post=request.post, assessed_id=assessed_id, at=request.at)
