"""What the endpoints of tasks at units, projects and implementation plans take and give. Money is a decimal written as text."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.modules.plans.models import Assignment, ProgressReport, RoadStep
from xuezheng.modules.plans.status import Status, status_of

Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2190, 12, 31))]
Money = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)]
Words = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]
Progress = Annotated[str, Field(min_length=1, max_length=2000)]
Number = Annotated[int, Field(ge=0, le=999_999_999)]


class AssignmentOut(Output):
    """One unit's share in a task. `status` is what its dates say today; nobody sets it."""

    id: UUID
    plan_id: UUID
    task_id: UUID
    unit_path: str
    role: str
    due_on: date
    assigned_at: datetime
    reported_at: datetime | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str
    status: Status
    version: int

    @staticmethod
    def resolve_status(row: Assignment) -> Status:
        return status_of(
            due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=today(now())
        )


class ProgressReportOut(Output):
    id: UUID
    assignment_id: UUID
    month: str
    text: str
    person_name: str
    reported_at: datetime
    version: int

    @staticmethod
    def resolve_assignment_id(report: ProgressReport) -> UUID:
        return report.assignment_id


class ProgressIn(Input):
    month: Month
    text: Progress


class ProgressAnewIn(Input):
    text: Progress


class StepOut(Output):
    what: str
    words: str
    person_name: str
    unit_name: str
    taken_at: datetime


class SubmissionIn(Input):
    statement: Words = ""


class AcceptanceIn(Input):
    words: Words = ""


class DecisionIn(Input):
    reason: Reason


class ExtensionIn(Input):
    due_on: Day
    reason: Reason


class ManyIn(Input):
    """`expected` is the number that the coverage stated; `below` is the code of a unit, empty for all."""

    expected: Number
    below: Annotated[str, Field(max_length=20)] = ""
    words: Words = ""


class ManyOut(Output):
    """`run` is the background work that goes on where there are many."""

    count: int
    run_id: UUID | None


class CoverageOut(Output):
    waiting: int
    acceptable: int
    without_evidence: int
    own: int


class CountsOut(Output):
    overdue: int
    due_soon: int
    waiting: int
    on_course: int
    done: int


class BoardLineOut(Output):
    """One task with its units counted below the place asked for."""

    task_id: UUID
    number: str
    heading: str
    due_on: date
    section: str
    leads: list[str]
    status: Status
    counts: CountsOut


class WorkTaskOut(Output):
    id: UUID
    plan_id: UUID
    number: str
    heading: str
    text: str
    due_on: date
    arises_from: str
    version: int


class TaskAddedIn(Input):
    """Units by their uuids."""

    heading: Annotated[str, Field(min_length=1, max_length=300)]
    text: Annotated[str, Field(max_length=10_000)] = ""
    leads: Annotated[list[UUID], Field(min_length=1, max_length=50)]
    supports: Annotated[list[UUID], Field(max_length=200)] = []
    due_on: Day
    arises_from: Annotated[str, Field(max_length=200)] = ""


class MilestoneOut(Output):
    id: UUID
    task_id: UUID
    name: str
    due_on: date | None
    reached_on: date | None
    statement: str
    version: int


class ReachIn(Input):
    reached_on: Day
    statement: Reason


class ProjectOut(Output):
    id: UUID
    task_id: UUID
    unit_path: str
    name: str
    budget_source: str
    amount: Decimal
    begins_on: date
    ends_on: date
    closed_on: date | None
    version: int


class ProjectWithSpentOut(ProjectOut):
    spent: Decimal


class ProjectIn(Input):
    task: UUID
    name: Name
    budget_source: Annotated[str, Field(max_length=40)]
    amount: Money
    begins_on: Day
    ends_on: Day


class ProjectChangeIn(Input):
    name: Name
    budget_source: Annotated[str, Field(max_length=40)]
    amount: Money
    begins_on: Day
    ends_on: Day


class ProjectClosingIn(Input):
    closed_on: Day


class SpendingIn(Input):
    spent_on: Day
    amount: Money
    purpose: Name
    over_reason: Annotated[str, Field(max_length=300)] = ""


class SpendingWithdrawnIn(Input):
    reason: Name


class SpendingOut(Output):
    id: int
    spent_on: date
    amount: Decimal
    purpose: str
    over_reason: str
    withdrawn_at: datetime | None


class ImplementationIn(Input):
    title: Name
    summary: Annotated[str, Field(max_length=10_000)] = ""
    issued_on: Day | None = None


class ImplementationOut(Output):
    id: UUID
    plan_id: UUID
    unit_path: str
    title: str
    summary: str
    issued_on: date | None
    version: int


class RoadStepIn(Input):
    title: Name
    begins_on: Day
    ends_on: Day
    task: UUID | None = None


class RoadStepChangeIn(RoadStepIn):
    """`done_on` marks it as done; without it the step is open."""

    done_on: Day | None = None


class RoadStepOut(Output):
    id: UUID
    title: str
    begins_on: date
    ends_on: date
    done_on: date | None
    task_id: UUID | None
    version: int

    @staticmethod
    def resolve_task_id(step: RoadStep) -> UUID | None:
        return step.task_id


class TaskItemOut(Output):
    """A line of the task list."""

    task_id: UUID
    number: str
    heading: str
    leads: str
    supports: str
    milestones: str
    due_on: date
    status: Status
    counts: CountsOut


class DutyItemOut(Output):
    """A line of the duty list."""

    assignment_id: UUID
    unit: str
    task: str
    role: str
    due_on: date
    status: Status
