"""Which tasks of the units above a unit has taken over, and which it has not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task, TaskTakeover
from xuezheng.modules.plans.policies.evidence import takeovers_visible_to
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to


@dataclass(kw_only=True)
class UpperTask:
    """A task of a plan above. `asked`: it was handed out to this unit; `taken_by`: the own tasks that take it over."""

    task: Task
    asked: bool
    taken_by: list[Task] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.asked and not self.taken_by


def plans_above(post: ActingPost, unit_path: str, *, year: int) -> list[Plan]:
    """Published plans of the units above that path in that year, the nearest first."""
    found = plans_visible_to(post).filter(shared=True, superseded_at=None, year=year).select_related("unit")
    above = [plan for plan in found if unit_path.startswith(plan.unit_path) and plan.unit_path != unit_path]
    return sorted(above, key=lambda plan: (-len(plan.unit_path), plan.title))


def upper_tasks(post: ActingPost, upper: Plan, unit_path: str) -> list[UpperTask]:
    """Every task of the plan above, in its order, as the unit at that path stands to it."""
    tasks = list(tasks_visible_to(post).filter(plan=upper).order_by("position"))
    asked = set(
        Assignment.objects.filter(plan=upper)
        .filter(Q(unit_path=unit_path) | Q(unit__parent__unit_path=unit_path, unit__kind="office"))
        .values_list("task_id", flat=True)
    )
    taken: dict[UUID, list[Task]] = defaultdict(list)
    for takeover in _takeovers(post, [task.id for task in tasks], unit_path):
        taken[takeover.upper_task_id].append(takeover.task)
    return [UpperTask(task=task, asked=task.id in asked, taken_by=taken[task.id]) for task in tasks]


def _takeovers(post: ActingPost, task_ids: Sequence[UUID], unit_path: str) -> list[TaskTakeover]:
    rows = takeovers_visible_to(post).filter(upper_task_id__in=task_ids, unit_path=unit_path)
    return list(rows.select_related("task").order_by("task__position"))


@dataclass(frozen=True, kw_only=True)
class UnitCoverage:
    """How many of the tasks handed out to a bureau its own plan has taken over."""

    unit_code: str
    unit_name: str
    unit_path: str
    asked: int
    taken: int

    @property
    def missing(self) -> int:
        return self.asked - self.taken


def coverage_below(post: ActingPost, plan: Plan) -> list[UnitCoverage]:
    """For each bureau the plan was handed out to: what it has taken over; three queries, however many bureaus."""
    asked: dict[tuple[str, str, str], set[UUID]] = defaultdict(set)
    rows = Assignment.objects.filter(plan=plan, unit__kind__in=["city_bureau", "county_bureau"]).order_by("unit_path")
    for code, name, path, task_id in rows.values_list("unit__code", "unit__name", "unit_path", "task_id"):
        asked[(code, name, path)].add(task_id)
    taken: dict[str, set[UUID]] = defaultdict(set)
    for path, task_id in (
        takeovers_visible_to(post).filter(upper_task__plan=plan).values_list("unit_path", "upper_task_id")
    ):
        taken[path].add(task_id)
    return [
        UnitCoverage(unit_code=code, unit_name=name, unit_path=path, asked=len(tasks), taken=len(tasks & taken[path]))
        for (code, name, path), tasks in asked.items()
    ]


def lead_units_of(task_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """As the document writes them, leads first."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Responsibility.objects.filter(task_id__in=task_ids, role=Responsibility.Role.LEAD).order_by("position")
    for task_id, written in rows.values_list("task_id", "written"):
        found[task_id].append(written)
    return found
