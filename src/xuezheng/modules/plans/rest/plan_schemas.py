"""What the endpoints of papers and plans take and give."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.modules.plans.models import Paper, Plan, Responsibility, Target, Task

Version = Annotated[int, Field(ge=1, le=999_999_999)]
Place = Annotated[int, Field(ge=0, le=10_000_000)]
Number = Annotated[str, Field(max_length=20)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2190, 12, 31))]


class PaperShortOut(Output):
    """`plan` is None while it is being read."""

    id: UUID
    filename: str
    kind: str
    sha256: str
    pages: int | None
    read_at: datetime
    plan: UUID | None

    @staticmethod
    def resolve_plan(paper: Paper) -> UUID | None:
        """Lists bring it along; for one paper it is looked up."""
        if hasattr(paper, "plan_id"):
            return paper.plan_id  # type: ignore[no-any-return] # annotated by the list
        return Plan.objects.filter(paper=paper).order_by("-edition").values_list("id", flat=True).first()


class PaperOut(PaperShortOut):
    """`reading` is the structure as it was read, before anybody corrected it."""

    reading: dict[str, Any]


class PlanOut(Output):
    id: UUID
    unit: UUID
    title: str
    year: int
    doc_number: str
    issuer: str
    issued_on: date | None
    edition: int
    state: str
    supersedes: UUID | None
    paper: UUID | None
    drafted_at: datetime
    published_at: datetime | None
    superseded_at: datetime | None
    closed_at: datetime | None
    version: int

    @staticmethod
    def resolve_unit(plan: Plan) -> UUID:
        return plan.unit.uuid

    @staticmethod
    def resolve_state(plan: Plan) -> str:
        return str(plan.state.value)

    @staticmethod
    def resolve_supersedes(plan: Plan) -> UUID | None:
        return plan.supersedes_id

    @staticmethod
    def resolve_paper(plan: Plan) -> UUID | None:
        return plan.paper_id


class ResponsibleOut(Output):
    """A written name with the unit or the group it means; neither where that is still to be decided."""

    id: UUID
    written: str
    role: str
    unit: UUID | None
    group: str
    set_aside: str

    @staticmethod
    def resolve_unit(row: Responsibility) -> UUID | None:
        return row.unit.uuid if row.unit else None


class PlanTaskOut(Output):
    id: UUID
    number: str
    heading: str
    text: str
    due_on: date
    position: int
    span_start: int | None
    span_end: int | None
    version: int


class PlanTaskWithUnitsOut(PlanTaskOut):
    responsible: list[ResponsibleOut]

    @staticmethod
    def resolve_responsible(task: Task) -> list[Responsibility]:
        return list(Responsibility.objects.filter(task=task).select_related("unit").order_by("position"))


class GoalOut(Output):
    id: UUID
    number: str
    text: str
    position: int
    version: int


class PlanIn(Input):
    """What is left out stays."""

    title: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    doc_number: Annotated[str, Field(max_length=60)] | None = None
    issuer: Annotated[str, Field(max_length=120)] | None = None
    issued_on: Day | None = None


class PlanTaskIn(Input):
    """What is left out stays."""

    number: Number | None = None
    heading: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    text: Annotated[str, Field(max_length=20_000)] | None = None
    due_on: Day | None = None


class PlanTargetIn(Input):
    """What is left out stays."""

    phrase: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    comparator: Target.Comparator | None = None
    value: Annotated[Decimal, Field(max_digits=18, decimal_places=4)] | None = None
    measure: Annotated[str, Field(max_length=20)] | None = None
    deadline: Day | None = None
    scope: Annotated[str, Field(max_length=200)] | None = None
    kind: Target.Kind | None = None
    core: bool | None = None


class TaskSplitIn(Input):
    """`place` counts characters of the paper's text, or of the task's own where it stands in no paper."""

    place: Place


class TaskMergeIn(Input):
    next_version: Version


class MeaningIn(Input):
    """A unit or a group, and the version of the task that names it."""

    unit: UUID | None = None
    group: Annotated[str, Field(max_length=40)] = ""
    everywhere: bool = True
    remember: bool = False
    task_version: Version


class ClosingIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=300)]
