"""What the endpoints of figures worth a second look take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.engines.forms.queries.suspects import SuspectReport
from xuezheng.engines.forms.suspicions import Suspicion
from xuezheng.kernel.rest.schemas import Input, Output


class SuspicionAnswerOut(Output):
    id: UUID
    report_id: UUID
    suspicion: Suspicion
    field: str
    figures: str
    words: str
    unit_name: str
    person_name: str
    answered_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None


class SuspicionOut(Output):
    """`field` is empty where the whole report is meant, `beside` what `value` was compared with; `figures` is the
    fingerprint to answer for."""

    report_id: UUID
    unit_name: str
    suspicion: Suspicion
    field: str
    value: float
    beside: float
    figures: str
    answer: SuspicionAnswerOut | None

    @staticmethod
    def resolve_field(found: SuspectReport) -> str:
        return found.code


class SuspicionsOut(Output):
    """`next` is the `after` of the following page, null on the last."""

    items: list[SuspicionOut]
    next: str | None


class SuspicionAnswerIn(Input):
    suspicion: Suspicion
    field: Annotated[str, Field(max_length=60)] = ""
    figures: Annotated[str, Field(min_length=64, max_length=64)]
    words: Annotated[str, Field(min_length=1, max_length=500)]
