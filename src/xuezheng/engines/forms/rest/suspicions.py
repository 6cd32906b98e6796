"""Endpoints of figures worth a second look: listed, answered, an answer withdrawn."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query

from xuezheng.engines.forms.actions.looking_into import answer_suspicion, withdraw_suspicion_answer
from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.models import SuspicionAnswer
from xuezheng.engines.forms.policies import REVIEW
from xuezheng.engines.forms.queries.suspects import suspects_of
from xuezheng.engines.forms.rest import router
from xuezheng.engines.forms.rest.suspicion_schemas import SuspicionAnswerIn, SuspicionAnswerOut, SuspicionsOut
from xuezheng.kernel.rest.serving import ApiRequest

Size = Annotated[int, Query(ge=1, le=200, description="Findings of one page.")]
After = Annotated[str, Query(max_length=400, description="The `next` of the page before.")]


@router.reads("/collections/{uuid:collection_id}/suspicions", returns=SuspicionsOut, permission=REVIEW)
def list_form_suspicions(
    request: ApiRequest,
    collection_id: UUID,
    *,
    state: Literal["", "open", "answered"] = "",
    limit: Size = 50,
    after: After = "",
) -> dict[str, Any]:
    """Findings among the submitted reports that the post sees, by kind and place, each with its answer."""
    collection = collection_to_see(request.post, collection_id)
    wanted = {"": {True, False}, "open": {False}, "answered": {True}}[state]
    found = [
        one for one in suspects_of(request.post, collection) if (one.answer is not None) in wanted and one.key > after
    ]
    part = found[:limit]
    return {"items": part, "next": part[-1].key if len(found) > limit else None}


@router.creates("/reports/{uuid:report_id}/suspicions", returns=SuspicionAnswerOut, permission=REVIEW)
def answer_form_suspicion(request: ApiRequest, report_id: UUID, given: SuspicionAnswerIn) -> SuspicionAnswer:
    """Say what was found when a figure was looked into. It holds while the figures stay those of the fingerprint."""
    return answer_suspicion(post=request.post, report_id=report_id, at=request.at, **given.model_dump())


@router.acts("/suspicions/{uuid:answer_id}/withdraw", returns=SuspicionAnswerOut, permission=REVIEW, takes="")
def withdraw_form_suspicion_answer(request: ApiRequest, answer_id: UUID) -> SuspicionAnswer:
    """Take an answer back: the finding is open again."""
    return withdraw_suspicion_answer(post=request.post, answer_id=answer_id, at=request.at)
