"""Endpoints of rounds and their results; all of them read."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.assessment.models import AssessedUnit, Round, RoundItem
from xuezheng.modules.assessment.policies.reach import READ
from xuezheng.modules.assessment.policies.rounds import results_known_to, rounds_visible_to
from xuezheng.modules.assessment.queries.rounds import get_round, items_of, results_of
from xuezheng.modules.assessment.refusals import AssessedUnitIsAbsent
from xuezheng.modules.assessment.rest import router
from xuezheng.modules.assessment.rest.schemas import AssessedDetailOut, AssessedOut, RoundItemOut, RoundOut

ONE = "/rounds/{uuid:round_id}"


@router.lists("/rounds", item=RoundOut, permission=READ, order="-drafted_at")
def list_rounds(request: ApiRequest) -> QuerySet[Round]:
    """Assessment rounds of the own administration, those below, and open ones of those above."""
    return rounds_visible_to(request.post)


@router.reads(ONE, returns=RoundOut, permission=READ)
def read_round(request: ApiRequest, round_id: UUID) -> Round:
    """One assessment round."""
    return get_round(request.post, round_id)


@router.reads(f"{ONE}/items", returns=list[RoundItemOut], permission=READ)
def list_round_items(request: ApiRequest, round_id: UUID) -> list[RoundItem]:
    """The standard of a round, item by item."""
    return items_of(request.post, get_round(request.post, round_id))


@router.lists(f"{ONE}/results", item=AssessedOut, permission=READ, order="rank")
def list_round_results(request: ApiRequest, round_id: UUID) -> QuerySet[AssessedUnit]:
    """Points, grades and ranks of a round: published ones, and those of rounds that the own administration holds."""
    return results_known_to(request.post).filter(round=get_round(request.post, round_id), points__isnull=False)


@router.reads("/units/{uuid:assessed_id}", returns=AssessedDetailOut, permission=READ)
def read_assessed_unit(request: ApiRequest, assessed_id: UUID) -> AssessedUnit:
    """One unit's result in a round, item by item where it is the own unit or one below."""
    found = first_or_refused(results_known_to(request.post).filter(id=assessed_id), AssessedUnitIsAbsent)
    vars(found)["items"] = results_of(request.post, found)
    return found
