"""What endpoints of rule documents and surveys take and give."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.organisation.models import RuleEdition
from xuezheng.modules.organisation.rest.schemas import Day, Title, UnitCode, Words

State = RuleEdition.State
Contact = Annotated[str, Field(max_length=120)]
Said = Annotated[str, Field(min_length=1, max_length=10_000)]


class RuleOut(Output):
    id: UUID
    unit_path: str
    title: str
    drafted_at: datetime
    version: int


class EditionOut(Output):
    """`state` is what its days say today; nobody sets it."""

    id: UUID
    rule_id: UUID
    number: int
    summary: str
    doc_number: str
    issued_on: date | None
    in_force_from: date | None
    replaced_on: date | None
    repealed_on: date | None
    repeal_reason: str
    state: State
    version: int

    @staticmethod
    def resolve_state(edition: RuleEdition) -> State:
        return edition.state(today(now()))


class RuleIn(Input):
    title: Title
    summary: Words = ""


class EditionIn(Input):
    summary: Words = ""


class IssueIn(Input):
    doc_number: Annotated[str, Field(min_length=1, max_length=60)]
    issued_on: Day
    in_force_from: Day


class RepealIn(Input):
    repealed_on: Day
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class SurveyOut(Output):
    id: UUID
    unit_path: str
    question: str
    purpose: str
    conductor: str
    begins_on: date
    ends_on: date
    results: str
    concluded_on: date | None
    version: int


class SurveyWordsIn(Input):
    question: Title
    purpose: Words = ""
    conductor: Annotated[str, Field(max_length=200)] = ""
    begins_on: Day
    ends_on: Day


class SurveyIn(SurveyWordsIn):
    units: Annotated[list[UnitCode], Field(max_length=500)] = []


class SurveyPartOut(Output):
    id: UUID
    survey_id: UUID
    unit_path: str
    contact: str
    findings: str
    reported_at: datetime | None
    version: int


class SurveyPartIn(Input):
    unit: UnitCode
    contact: Contact = ""


class SurveyKindsIn(Input):
    kinds: Annotated[list[UnitKind], Field(min_length=1)]


class FindingsIn(Input):
    findings: Said
    contact: Contact = ""


class ResultsIn(Input):
    results: Said


class UseOut(Output):
    id: int
    survey_id: UUID
    words: str
    used_on: date
    rule_id: UUID | None
    task_id: UUID | None


class UseIn(Input):
    words: Annotated[str, Field(min_length=1, max_length=300)]
    used_on: Day
    rule: UUID | None = None
    task: UUID | None = None
