"""What the endpoints of reports take and give."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.standing import status_of
from xuezheng.kernel.rest.schemas import Input, Output


class ReportOut(Output):
    """`missing` counts the fields that are still empty; `state` follows from the dates and the desk. A returned
    report may be filled in until the end of `put_right_by`, though its collection takes no others any more."""

    id: UUID
    collection_id: UUID
    unit_id: int
    state: str
    errors: int
    warnings: int
    missing: int
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    return_reason: str
    put_right_by: date | None
    version: int

    @staticmethod
    def resolve_state(row: Report) -> str:
        return status_of(row).value


class CollectionOut(Output):
    """`as_of` is the day whose units are asked; between `due_at` and `closes_at` a report is taken as late."""

    id: UUID
    edition_id: UUID
    title: str
    period: str
    as_of: date
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    version: int


class CollectionIn(Input):
    """`period` as 2026, 2026Q3 or 2026-09; `below` the code of a unit, empty for all. Without `opens_at` it opens at once."""

    edition_id: UUID
    period: Annotated[str, Field(min_length=1, max_length=12)]
    opens_at: datetime | None = None
    due_at: datetime
    closes_at: datetime
    below: Annotated[str, Field(max_length=20)] = ""
    contact: Annotated[str, Field(max_length=200)] = ""
    purpose: Annotated[str, Field(max_length=300)] = ""


class FormOut(Output):
    """One edition of a form; `text` is its declaration."""

    id: UUID
    code: str
    number: int
    title_zh: str
    title_en: str
    state: str
    asked: int
    filled: int
    minutes: int
    text: str
    version: int


class ReportFileOut(Output):
    """A file of an answer, which names it by its `id`."""

    id: UUID
    field: str
    name: str
    size: int
    media_type: str
    added_at: datetime
    person_name: str


class ReportAnswersOut(ReportOut):
    """`answers` by the code of the field, `filled` what sources gave, `rows` by the code of the table. An answer of files lists
    their ids."""

    answers: dict[str, Any]
    filled: dict[str, Any]
    rows: dict[str, Any]


class AnswersIn(Input):
    """`changes` by the code of a field, or of a table for all its rows; `based_on` what each was when it was read."""

    changes: Annotated[dict[str, Any], Field(max_length=2_000)]
    based_on: Annotated[dict[str, Any], Field(max_length=2_000)]


class AnswerClashOut(Output):
    """Somebody else changed the field first: `present` is theirs, `own` was not kept."""

    field: str
    present: Any
    own: Any


class AnswerRefusalOut(Output):
    field: str
    sentence: str


class AnswersSavedOut(Output):
    """What was kept, what clashed and what was refused; the others of the same request are kept all the same."""

    version: int
    saved: list[str]
    clashes: list[AnswerClashOut]
    refused: list[AnswerRefusalOut]


class ReturnIn(Input):
    """Without `put_right_by` the unit has the usual number of working days."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    put_right_by: date | None = None
