"""The three lists (任务清单、项目清单、责任清单) of a unit for a period: what is to be done, with which money, by whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans import months
from xuezheng.modules.plans.models import Assignment, Milestone, Project, Responsibility, Task
from xuezheng.modules.plans.policies.assignments import assignments_visible_to
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.projects import projects_visible_to
from xuezheng.modules.plans.queries.board import NOTHING, counts_by_task
from xuezheng.modules.plans.queries.projects import with_spent
from xuezheng.modules.plans.status import Counts, Reached, Status, status_of, task_status

MOST_DUTIES = 20_000
"""Lines of one duty list; a whole province's is asked for city by city."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For which unit, with all below it, which days, and (where not None) which task."""

    unit: Unit
    begins: date
    ends: date
    task_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskItem:
    task: Task
    leads: str
    supports: str
    milestones: str
    counts: Counts
    status: Status


@dataclass(frozen=True, kw_only=True)
class DutyItem:
    row: Assignment
    status: Status


def task_list(post: ActingPost, asked: Asked, *, day: date) -> list[TaskItem]:
    """Tasks that the unit issued, or that it or a unit below it answers for, and whose time touches the period."""
    tasks = list(_tasks(post, asked).select_related("plan").order_by("plan__unit_path", "plan__year", "position"))
    counts = _counts(post, tasks, below=asked.unit.unit_path, day=day)
    written = _responsible(tasks)
    milestones = _milestones(tasks)
    return [
        TaskItem(
            task=task,
            leads=written.get((task.id, Responsibility.Role.LEAD), ""),
            supports=written.get((task.id, Responsibility.Role.SUPPORT), ""),
            milestones="；".join(found.name for found in milestones.get(task.id, ())),
            counts=counts.get(task.id, NOTHING),
            status=_status(task, counts.get(task.id, NOTHING), milestones.get(task.id, ()), day),
        )
        for task in tasks
    ]


def project_list(post: ActingPost, asked: Asked) -> QuerySet[Project]:
    """Projects of the unit and those below whose time touches the period, each with what was `spent`, ordered by `place`."""
    rows = projects_visible_to(post).filter(
        _within(asked.unit.unit_path), begins_on__lte=asked.ends, ends_on__gte=asked.begins
    )
    if asked.task_id is not None:
        rows = rows.filter(task=asked.task_id)
    placed = rows.annotate(place=Concat(_position(), "unit_path"))
    found: QuerySet[Project] = with_spent(placed).select_related("task__plan", "unit").order_by("place", "pk")
    return found


def duty_rows(post: ActingPost, asked: Asked) -> QuerySet[Assignment]:
    """What the unit and the units directly under it answer for, ordered by `place`: by unit, and by task within."""
    rows = _touching(assignments_visible_to(post), asked).filter(
        Q(unit_id=asked.unit.id) | Q(unit__parent_id=asked.unit.id), _within(asked.unit.unit_path)
    )
    placed = rows.annotate(place=Concat("unit_path", _position()))
    return placed.select_related("task__plan", "unit").order_by("place", "pk")


def duty_list(post: ActingPost, asked: Asked, *, day: date) -> list[DutyItem]:
    return duty_items(duty_rows(post, asked)[:MOST_DUTIES], day=day)


def duty_items(rows: Iterable[Assignment], *, day: date) -> list[DutyItem]:
    return [
        DutyItem(
            row=row,
            status=status_of(due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=day),
        )
        for row in rows
    ]


def _position() -> LPad:
    """Of the task among those of its plan, as text that sorts like the number."""
    return LPad(Cast("task__position", CharField()), 6, Value("0"))


def _tasks(post: ActingPost, asked: Asked) -> QuerySet[Task]:
    """Published ones, in force during the period, of the unit itself or reaching it from above."""
    path = asked.unit.unit_path
    rows = tasks_visible_to(post).filter(
        plan__published_at__lt=months.end_of(asked.ends),
        plan__superseded_at=None,
        plan__unit_path__in=ancestors_of(path),
        due_on__gte=asked.begins,
    )
    if asked.task_id is not None:
        rows = rows.filter(id=asked.task_id)
    answers = assignments_visible_to(post).filter(_within(path), task=OuterRef("pk"))
    return rows.filter(Q(plan__unit_path=path) | Q(Exists(answers)))


def _touching(rows: QuerySet[Assignment], asked: Asked) -> QuerySet[Assignment]:
    rows = rows.filter(assigned_at__lt=months.end_of(asked.ends), due_on__gte=asked.begins, plan__superseded_at=None)
    return rows.filter(task=asked.task_id) if asked.task_id is not None else rows


def _within(path: str) -> Q:
    return Q(unit_path__gte=path, unit_path__lt=path + "~")


def _counts(post: ActingPost, tasks: Sequence[Task], *, below: str, day: date) -> Mapping[UUID, Counts]:
    found: dict[UUID, Counts] = {}
    for plan_id in dict.fromkeys(task.plan_id for task in tasks):
        found |= counts_by_task(post, plan_id, below=below, day=day)
    return found


def _responsible(tasks: Sequence[Task]) -> dict[tuple[UUID, str], str]:
    found: dict[tuple[UUID, str], list[str]] = {}
    rows = Responsibility.objects.filter(task__in=tasks).order_by("position")
    for task_id, role, written in rows.values_list("task_id", "role", "written"):
        found.setdefault((task_id, role), []).append(written)
    return {key: "、".join(names) for key, names in found.items()}


def _milestones(tasks: Sequence[Task]) -> dict[UUID, list[Milestone]]:
    found: dict[UUID, list[Milestone]] = {}
    for milestone in Milestone.objects.filter(task__in=tasks).order_by("position"):
        found.setdefault(milestone.task_id, []).append(milestone)
    return found


def _status(task: Task, counts: Counts, milestones: Sequence[Milestone], day: date) -> Status:
    reached = [Reached(due_on=found.due_on, reached_on=found.reached_on) for found in milestones]
    return task_status(counts, reached, due_on=task.due_on, day=day)
