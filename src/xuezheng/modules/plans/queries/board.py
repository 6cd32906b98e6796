"""How the tasks of a plan stand, counted by task and place from the tallies; a board over 50,000 units reads some thousand rows.

A post at a school or office sees no administration's tally: there the few rows it may see are counted themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet, Sum, TextField, Value

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.models import Assignment, Milestone, Plan, Responsibility, Section, Task, TaskTally
from xuezheng.modules.plans.policies.assignments import assignments_visible_to, tasks_directed_by
from xuezheng.modules.plans.queries.standing import standing
from xuezheng.modules.plans.status import Counts, Reached, Status, soon_until, task_status

State = TaskTally.State
NOTHING = Counts()
K = TypeVar("K")


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One task on the board: its units counted below one place."""

    task: Task
    section: str
    leads: Sequence[str]
    counts: Counts
    status: Status
    directed: bool
    """The reader's office decides about it."""


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One unit under the place looked at, with everything below it."""

    unit: Unit
    counts: Counts
    is_administration: bool


def is_administration(path: str) -> bool:
    """Paths of administrations consist of codes; every other unit's own segment begins with a u."""
    return not any(segment.startswith("u") for segment in path.rstrip(".").split("."))


def counts_by_task(post: ActingPost, plan_id: UUID, *, below: str, day: date) -> dict[UUID, Counts]:
    return _counted(_source(post, plan_id, below=below), "task_id", day=day)


def counts_by_task_and_place(
    post: ActingPost, plan_id: UUID, *, below: str, day: date, task_id: UUID | None = None
) -> dict[tuple[UUID, str], Counts]:
    """Places are the units directly below; what is at the place itself, or at its own schools and offices, is under it."""
    rows = _source(post, plan_id, below=below).annotate(place=_child_of(below))
    rows = rows.filter(task_id=task_id) if task_id else rows
    found: dict[tuple[UUID, str], Counts] = defaultdict(Counts)
    for (key, place), counts in _counted_by(rows, "task_id", "place", day=day).items():
        found[key, place or below] += counts
    return dict(found)


def summed(pairs: Mapping[tuple[UUID, str], Counts], *, by: Callable[[UUID, str], K]) -> dict[K, Counts]:
    """Counts of tasks at places, added up by what `by` makes of each pair."""
    found: dict[K, Counts] = defaultdict(Counts)
    for pair, counts in pairs.items():
        found[by(*pair)] += counts
    return dict(found)


def counts_by_unit(
    post: ActingPost, plan_id: UUID, *, below: str, day: date, task_id: UUID | None = None
) -> dict[int, Counts]:
    """For the last step down: units whose rows are few enough to be counted themselves."""
    rows = _own_rows(post, plan_id, below=below)
    return _counted(rows.filter(task_id=task_id) if task_id else rows, "unit_id", day=day)


def task_lines(
    post: ActingPost, plan: Plan, *, below: str, day: date, counts: Mapping[UUID, Counts] | None = None
) -> list[TaskLine]:
    """All tasks in the order of the document. The query count does not depend on how many there are."""
    tasks = list(Task.objects.filter(plan=plan).order_by("position"))
    counts = counts_by_task(post, plan.id, below=below, day=day) if counts is None else counts
    sections = dict(Section.objects.filter(plan=plan).values_list("id", "heading"))
    leads, milestones = leads_of(plan), milestones_of(plan)
    directed = set(tasks_directed_by(post).filter(plan=plan).values_list("id", flat=True))
    return [
        TaskLine(
            task=task,
            section=sections.get(task.section_id or 0, ""),
            leads=leads.get(task.id, ()),
            counts=counts.get(task.id, NOTHING),
            status=task_status(counts.get(task.id, NOTHING), milestones.get(task.id, ()), due_on=task.due_on, day=day),
            directed=task.id in directed,
        )
        for task in tasks
    ]


def place_lines(
    post: ActingPost,
    plan_id: UUID,
    *,
    place: Unit,
    day: date,
    task_id: UUID | None = None,
    pairs: Mapping[tuple[UUID, str], Counts] | None = None,
) -> list[PlaceLine]:
    """The units directly below a place, each with all below it; at a county, its schools. `pairs` where they are known."""
    if pairs is None:
        pairs = counts_by_task_and_place(post, plan_id, below=place.unit_path, day=day, task_id=task_id)
    by_place = summed(pairs, by=lambda _task_id, path: path)
    inner = {path for path in by_place if path != place.unit_path}
    if not inner:
        return _unit_lines(post, counts_by_unit(post, plan_id, below=place.unit_path, day=day, task_id=task_id))
    units = units_visible_to(post).filter(unit_path__in=[*inner, place.unit_path]).order_by("unit_path")
    return [
        PlaceLine(unit=unit, counts=by_place[unit.unit_path], is_administration=is_administration(unit.unit_path))
        for unit in units
        if unit.unit_path in by_place
    ]


def _unit_lines(post: ActingPost, counted: Mapping[int, Counts]) -> list[PlaceLine]:
    units = units_visible_to(post).filter(id__in=counted).order_by("unit_path")
    return [PlaceLine(unit=unit, counts=counted[unit.id], is_administration=False) for unit in units]


def leads_of(plan: Plan) -> dict[UUID, list[str]]:
    """Who leads each task, as the document writes it."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Responsibility.objects.filter(plan=plan, role=Responsibility.Role.LEAD).order_by("position")
    for task_id, written in rows.values_list("task_id", "written"):
        found[task_id].append(written)
    return found


def milestones_of(plan: Plan) -> dict[UUID, list[Reached]]:
    found: dict[UUID, list[Reached]] = defaultdict(list)
    for task_id, due_on, reached_on in Milestone.objects.filter(plan=plan).values_list(
        "task_id", "due_on", "reached_on"
    ):
        found[task_id].append(Reached(due_on=due_on, reached_on=reached_on))
    return found


def _source(post: ActingPost, plan_id: UUID, *, below: str) -> QuerySet[Any]:
    """Tallies where the scope holds them, else the assignments themselves."""
    if not (is_administration(post.scope_path) and is_administration(below)):
        return _own_rows(post, plan_id, below=below)
    if not post.may("plans.read"):
        return TaskTally.objects.none()
    within = below if below.startswith(post.scope_path) else post.scope_path
    return TaskTally.objects.filter(plan_id=plan_id, unit_path__gte=within, unit_path__lt=within + "~")


def _own_rows(post: ActingPost, plan_id: UUID, *, below: str) -> QuerySet[Assignment]:
    rows = assignments_visible_to(post).filter(plan_id=plan_id)
    return rows.filter(unit_path__gte=below, unit_path__lt=below + "~") if below else rows


def _counted(rows: QuerySet[Any], key: str, *, day: date) -> dict[Any, Counts]:
    return {keys[0]: counts for keys, counts in _counted_by(rows, key, day=day).items()}


def _counted_by(rows: QuerySet[Any], *keys: str, day: date) -> dict[tuple[Any, ...], Counts]:
    sums = _tally_sums(day) if rows.model is TaskTally else _row_sums(day)
    found = rows.order_by().values_list(*keys).annotate(**sums)
    names = list(sums)
    return {
        tuple(row[: len(keys)]): Counts(**dict(zip(names, (number or 0 for number in row[len(keys) :]), strict=True)))
        for row in found
    }


def _tally_sums(day: date) -> dict[str, Sum]:
    soon = soon_until(day)
    conditions = {
        Status.DONE: Q(state=State.ACCEPTED),
        Status.WAITING: Q(state=State.SUBMITTED),
        Status.OVERDUE: Q(state=State.OPEN, due_on__lt=day),
        Status.DUE_SOON: Q(state=State.OPEN, due_on__gte=day, due_on__lte=soon),
        Status.ON_COURSE: Q(state=State.OPEN, due_on__gt=soon),
    }
    return {status.value: Sum("number", filter=condition) for status, condition in conditions.items()}


def _row_sums(day: date) -> dict[str, Count]:
    return {status.value: Count("id", filter=standing(status, day=day)) for status in Status}


def _child_of(below: str) -> Func:
    """The path of the unit directly below that a row lies under; none for the place itself."""
    depth = below.count(".") + 1
    pattern = rf"^(?:[^.]+\.){{{depth}}}"
    return Func(F("unit_path"), Value(pattern), function="substring", output_field=TextField())


def total_of(lines: Iterable[TaskLine]) -> Counts:
    return sum((line.counts for line in lines), NOTHING)
