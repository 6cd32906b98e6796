"""Endpoints of corrections: listed, asked for from a report, answered by whoever keeps the source."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from xuezheng.engines.forms.actions.correcting import answer_correction, ask_correction
from xuezheng.engines.forms.models import Correction
from xuezheng.engines.forms.policies import READ, REPORT, REVIEW, corrections_visible_to
from xuezheng.engines.forms.refusals import NoSuchCorrection
from xuezheng.engines.forms.rest import router
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import ApiRequest

Words = Annotated[str, Field(max_length=500)]


class CorrectionOut(Output):
    """`value` is what the source said when it was asked, `claimed` what the unit says would be right: both plainly,
    as answers are kept."""

    id: UUID
    report_id: UUID
    unit_code: str
    field: str
    source: str
    value: str
    claimed: str
    reason: str
    asked_by: str
    asked_at: datetime
    due_on: date
    answer: str
    answer_words: str
    answered_by: str
    answered_at: datetime | None
    version: int

    @staticmethod
    def resolve_unit_code(row: Correction) -> str:
        return row.unit.code


class CorrectionIn(Input):
    field: Annotated[str, Field(max_length=60)]
    claimed: Annotated[str, Field(max_length=200)]
    reason: Words


class CorrectionAnswerIn(Input):
    """`words` say why where the value stands."""

    answer: Correction.Answer
    words: Words = ""


@router.lists("/corrections", item=CorrectionOut, permission=READ, order="-asked_at")
def list_form_corrections(request: ApiRequest) -> QuerySet[Correction]:
    """Corrections that the post's units asked for, the newest first."""
    return corrections_visible_to(request.post).select_related("unit")


@router.reads("/corrections/{uuid:correction_id}", returns=CorrectionOut, permission=READ)
def read_form_correction(request: ApiRequest, correction_id: UUID) -> Correction:
    """One correction with its answer."""
    rows = corrections_visible_to(request.post).select_related("unit")
    return first_or_refused(rows.filter(id=correction_id), NoSuchCorrection)


@router.creates("/reports/{uuid:report_id}/corrections", returns=CorrectionOut, permission=REPORT)
def ask_form_correction(request: ApiRequest, report_id: UUID, given: CorrectionIn) -> Correction:
    """Say that a value which the report takes from elsewhere is wrong: whoever keeps it is asked."""
    return ask_correction(post=request.post, report_id=report_id, at=request.at, **given.model_dump())


@router.acts("/corrections/{uuid:correction_id}/answer", returns=CorrectionOut, permission=REVIEW, versioned=True)
def answer_form_correction(request: ApiRequest, correction_id: UUID, given: CorrectionAnswerIn) -> Correction:
    """As the keeper of the source: it is put right there, in the records at once where they hold it, or it stands."""
    return answer_correction(
        post=request.post, correction_id=correction_id, version=request.version, at=request.at,
        answer=given.answer.value, words=given.words,
    )  # fmt: skip
