"""What the endpoints of supervision take and give. Points are decimals written as text; units go by their code."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.modules.supervision.models import Appeal, Finding, Order, ScoreLine
from xuezheng.modules.supervision.places import fact_path
from xuezheng.modules.supervision.saying import sentence_of
from xuezheng.modules.supervision.status import OrderStatus, status_of

Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2190, 12, 31))]
Words = Annotated[str, Field(min_length=1, max_length=5000)]
MaybeWords = Annotated[str, Field(max_length=5000)]
Title = Annotated[str, Field(min_length=1, max_length=300)]
UnitCode = Annotated[str, Field(min_length=1, max_length=20)]
Points = Annotated[Decimal, Field(ge=0, le=1000, max_digits=7, decimal_places=3)]
Number = Annotated[int, Field(ge=0, le=999_999)]


class OrderOut(Output):
    """`status` is what the dates say today; nobody sets it. `facts` are as they stood at the issue."""

    id: UUID
    number: str
    unit_path: str
    issuer_path: str
    subject: str
    subject_id: UUID | None
    title: str
    facts: dict[str, Any]
    statement: str
    demand: str
    due_on: date
    issued_at: datetime
    replied_at: datetime | None
    closed_at: datetime | None
    closing_words: str
    withdrawn_at: datetime | None
    withdrawal_reason: str
    status: OrderStatus
    version: int

    @staticmethod
    def resolve_status(order: Order) -> OrderStatus:
        return status_of(order, today(now()))


class OrderReplyOut(Output):
    text: str
    person_name: str
    replied_at: datetime
    returned_at: datetime | None
    return_reason: str


class OrderIn(Input):
    """About an assignment, about a task, or (with a title) about another matter."""

    unit: UnitCode
    demand: Words
    due_on: Day
    title: Annotated[str, Field(max_length=300)] = ""
    statement: MaybeWords = ""
    assignment: UUID | None = None
    task: UUID | None = None


class OverduePreviewOut(Output):
    orders: int
    units: int
    ordered_already: int


class OverdueOrdersIn(Input):
    """`expected` is the number that the preview stated; `below` is the code of a unit, empty for all."""

    expected: Number
    demand: Words
    due_on: Day
    statement: MaybeWords = ""
    below: Annotated[str, Field(max_length=20)] = ""


class OrderReplyIn(Input):
    text: Words


class ReplyReturnIn(Input):
    reason: Words
    due_on: Day | None = None


class OrderClosingIn(Input):
    closing_words: MaybeWords = ""


class OrderWithdrawalIn(Input):
    reason: Words


class WeightRuleIn(Input):
    points: Points
    each_most: Points
    most: Points


class WeightsIn(Input):
    """`rules` by kind of fact: overdue, late, unreported, returned, unanswered, late_reply, reply_returned."""

    full: Annotated[Decimal, Field(ge=1, le=1000, max_digits=7, decimal_places=3)]
    lead: Annotated[Decimal, Field(ge=0, le=10, max_digits=5, decimal_places=3)]
    support: Annotated[Decimal, Field(ge=0, le=10, max_digits=5, decimal_places=3)]
    overdue: WeightRuleIn
    late: WeightRuleIn
    unreported: WeightRuleIn
    returned: WeightRuleIn
    unanswered: WeightRuleIn
    late_reply: WeightRuleIn
    reply_returned: WeightRuleIn
    source: Title
    valid_from: Day


class WeightsOut(Output):
    edition: int
    unit_path: str
    valid_from: date
    source: str
    weights: dict[str, Any]


class ScoringIn(Input):
    title: Annotated[str, Field(min_length=1, max_length=120)]
    begins: Day
    ends: Day
    as_of: Day | None = None


class ScoringOut(Output):
    id: UUID
    unit_path: str
    title: str
    begins: date
    ends: date
    as_of: date
    edition: int
    published_at: datetime | None
    appeal_until: date | None
    digest: str
    version: int


class DraftScoreOut(Output):
    unit_path: str
    unit_name: str
    points: Decimal
    deducted: Decimal
    facts: int


class ScoreDraftOut(Output):
    """`digest` names this result: publication asks for it."""

    digest: str
    scores: list[DraftScoreOut]


class ScorePublicationIn(Input):
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class UnitScoreOut(Output):
    """`rank` is that within the group: the units directly under one unit. Equal points share a rank."""

    id: UUID
    unit_path: str
    unit_name: str
    group_path: str
    full: Decimal
    deducted: Decimal
    points: Decimal
    lines: int
    corrected_at: datetime | None
    rank: int


class ScoreLineOut(Output):
    """`points` is what the line cost at publication, `points_now` after corrections. `url` is the page of the fact."""

    id: UUID
    fact: str
    subject_id: UUID
    number: str
    title: str
    role: str
    due_on: date
    came_on: date | None
    count: int
    raw: Decimal
    points: Decimal
    points_now: Decimal
    struck: bool
    sentence: str
    url: str

    @staticmethod
    def of(line: ScoreLine, *, points_now: Decimal, struck: bool) -> dict[str, Any]:
        names = ("id", "fact", "subject_id", "number", "title", "role", "due_on", "came_on", "count", "raw", "points")
        return {
            **{name: getattr(line, name) for name in names},
            "points_now": points_now,
            "struck": struck,
            "sentence": sentence_of(line),
            "url": fact_path(line.fact, line.subject_id),
        }


class AppealIn(Input):
    reason: Words


class AppealOut(Output):
    id: UUID
    line_id: UUID
    unit_path: str
    reason: str
    person_name: str
    made_at: datetime
    outcome: Appeal.Outcome
    decision: str
    decided_at: datetime | None
    version: int

    @staticmethod
    def resolve_line_id(appeal: Appeal) -> UUID:
        return appeal.line_id


class AppealDecisionIn(Input):
    upheld: bool
    decision: Words


class InspectionIn(Input):
    """Standards by assessment and by code as the catalogue has them, and others in words. Units by their codes."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    grounds: Annotated[str, Field(max_length=300)] = ""
    begins_on: Day
    ends_on: Day
    assessments: Annotated[list[str], Field(max_length=20)] = []
    codes: Annotated[list[str], Field(max_length=60)] = []
    entered: Annotated[list[Title], Field(max_length=60)] = []
    units: Annotated[list[UnitCode], Field(min_length=1, max_length=500)]


class InspectionOut(Output):
    id: UUID
    unit_path: str
    name: str
    grounds: str
    begins_on: date
    ends_on: date
    closed_at: datetime | None
    conclusion: str
    version: int


class InspectionItemOut(Output):
    id: UUID
    position: int
    code: str
    text: str
    source: str


class FindingIn(Input):
    item: UUID
    unit: UnitCode
    verdict: Finding.Verdict
    evidence: Words
    demand: MaybeWords = ""
    found_on: Day | None = None


class FindingChangeIn(Input):
    verdict: Finding.Verdict
    evidence: Words
    demand: MaybeWords = ""
    found_on: Day | None = None


class FindingOut(Output):
    id: UUID
    item_id: UUID
    unit_path: str
    verdict: str
    evidence: str
    demand: str
    found_on: date
    order_id: UUID | None
    version: int

    @staticmethod
    def resolve_item_id(finding: Finding) -> UUID:
        return finding.item_id

    @staticmethod
    def resolve_order_id(finding: Finding) -> UUID | None:
        return finding.order_id


class RectificationIn(Input):
    due_on: Day
    demand: MaybeWords = ""


class ConclusionIn(Input):
    conclusion: Words
