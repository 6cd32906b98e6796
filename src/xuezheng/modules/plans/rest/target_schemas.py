"""What the endpoints of targets take and give. Numbers are decimals written as text, so that none is rounded on its way."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.modules.plans.models import TargetShare

Number = Annotated[Decimal, Field(ge=0, le=Decimal(99999999999999), max_digits=18, decimal_places=4)]
Code = Annotated[str, Field(min_length=1, max_length=80)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2190, 12, 31))]


class TargetOut(Output):
    id: UUID
    plan_id: UUID
    task_id: UUID | None
    goal_id: UUID | None
    phrase: str
    comparator: str
    value: Decimal | None
    measure: str
    deadline: date | None
    scope: str
    kind: str
    core: bool
    indicator_code: str
    unmeasurable: str
    version: int


class BindIn(Input):
    code: Code


class ReasonIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class EvidenceIn(Input):
    as_of: Day
    statement: Annotated[str, Field(min_length=1, max_length=2000)]
    value: Number | None = None


class EvidenceOut(Output):
    id: UUID
    target_id: UUID
    unit_path: str
    as_of: date
    statement: str
    value: Decimal | None
    recorded_at: datetime
    withdrawn_at: datetime | None
    version: int


class ShareOutIn(Input):
    method: TargetShare.Method


class ShareOut(Output):
    id: UUID
    target_id: UUID
    unit_path: str
    method: str
    value: Decimal
    weight: Decimal | None
    proposed_value: Decimal | None
    reason: str
    agreed_at: datetime | None
    version: int


class ShareValueIn(Input):
    value: Number


class ProposalIn(Input):
    value: Number
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class AgreementIn(Input):
    as_proposed: bool = False


class TakeoverIn(Input):
    upper_task: UUID


class TakeoverOut(Output):
    task_id: UUID
    upper_task_id: UUID
