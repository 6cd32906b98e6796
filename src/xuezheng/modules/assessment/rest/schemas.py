"""What the endpoints of assessments give. Points are decimals written as text."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal, Round
from xuezheng.modules.assessment.status import RoundStatus, status_of

Words = Annotated[str, Field(min_length=1, max_length=2000)]


class RoundOut(Output):
    """`status` is what the moments say; nobody sets it."""

    id: UUID
    title: str
    subject: str
    standard: str
    form_code: str
    period: str
    unit_path: str
    self_due_on: date | None
    review_due_on: date
    opened_at: datetime | None
    review_begun_at: datetime | None
    concluded_at: datetime | None
    published_at: datetime | None
    appeal_until: date | None
    conclusion: str
    status: RoundStatus
    version: int

    @staticmethod
    def resolve_status(held: Round) -> RoundStatus:
        return status_of(held)


class RoundItemOut(Output):
    id: UUID
    position: int
    code: str
    section_zh: str
    section_en: str
    title_zh: str
    title_en: str
    full: Decimal
    indicator: str


class AssessedOut(Output):
    id: UUID
    unit_path: str
    unit_name: str
    self_points: Decimal | None
    points: Decimal | None
    grade: str
    rank: int | None
    corrected_at: datetime | None
    noted_at: datetime | None


class ItemResultOut(Output):
    id: UUID
    item: str
    self_answer: str
    self_points: Decimal | None
    known: str
    points: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    counted: int
    left_out: int
    remarks: str
    demand: str

    @staticmethod
    def resolve_item(result: ItemResult) -> str:
        return result.item.code


class AssessedDetailOut(AssessedOut):
    """`items` are only given to the unit and to those above it."""

    round: UUID
    items: list[ItemResultOut]

    @staticmethod
    def resolve_round(assessed: AssessedUnit) -> UUID:
        return assessed.round_id


class ResultAppealIn(Input):
    reason: Words


class ResultAppealDecisionIn(Input):
    """`points` are what the item gets where the appeal is upheld."""

    upheld: bool
    decision: Words
    points: Annotated[Decimal, Field(ge=0, max_digits=6, decimal_places=2)] | None = None


class ResultAppealOut(Output):
    id: UUID
    round: UUID
    assessed: UUID
    item: str
    unit_path: str
    reason: str
    person_name: str
    made_at: datetime
    decide_by: date
    outcome: ResultAppeal.Outcome
    decision: str
    decided_at: datetime | None
    version: int

    @staticmethod
    def resolve_round(appeal: ResultAppeal) -> UUID:
        return appeal.result.assessed.round_id

    @staticmethod
    def resolve_assessed(appeal: ResultAppeal) -> UUID:
        return appeal.result.assessed_id

    @staticmethod
    def resolve_item(appeal: ResultAppeal) -> str:
        return appeal.result.item.code
