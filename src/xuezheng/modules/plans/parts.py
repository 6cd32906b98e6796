"""Rows of a draft's parts, in few statements and in reading order: for drafting a plan and for reading it anew."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from xuezheng.modules.plans.drafts import GoalDraft, PlanDraft, SectionDraft, Span, TargetDraft, TaskDraft
from xuezheng.modules.plans.models import Goal, Milestone, Plan, Responsibility, Section, Target, Task
from xuezheng.modules.plans.naming import Meaning

ROLES = {True: Responsibility.Role.LEAD, False: Responsibility.Role.SUPPORT}
NO_SPAN: tuple[None, None] = (None, None)


def insert_parts(
    plan: Plan, draft: PlanDraft, *, meanings: Mapping[str, Meaning], continued: Mapping[str, UUID]
) -> None:
    places = _places(draft)
    sections = Section.objects.bulk_create([_section(plan, section, places[id(section)]) for section in draft.sections])
    goals = Goal.objects.bulk_create([_goal(plan, goal, places[id(goal)]) for goal in draft.goals])
    tasks = [
        _task(plan, task, places[id(task)], section=sections[task.section] if task.section is not None else None)
        for task in draft.tasks
    ]
    for row, number in zip(tasks, _numbers(draft.tasks), strict=True):
        row.number, row.continues_id = number, continued.get(number)
    Task.objects.bulk_create(tasks)
    pairs = list(zip(tasks, draft.tasks, strict=True))
    Responsibility.objects.bulk_create([row for task, told in pairs for row in _units(task, told, meanings)])
    Milestone.objects.bulk_create([row for task, told in pairs for row in _milestones(task, told)])
    bearers: list[tuple[Goal | Task, GoalDraft | TaskDraft]] = [*zip(goals, draft.goals, strict=True), *pairs]
    targets = [(bearer, target) for bearer, told in bearers for target in told.targets]
    Target.objects.bulk_create(
        [target_row(plan, target, bearer, position=place) for place, (bearer, target) in enumerate(targets, start=1)]
    )


def target_row(plan: Plan, told: TargetDraft, bearer: Goal | Task, *, position: int) -> Target:
    return Target(
        task=bearer if isinstance(bearer, Task) else None,
        goal=bearer if isinstance(bearer, Goal) else None,
        phrase=told.phrase[:300],
        comparator=told.comparator,
        value=told.value,
        measure=told.measure[:20],
        deadline=told.deadline,
        scope=told.scope[:200],
        kind=told.kind,
        core=told.core,
        text=told.text,
        **_place(plan, position, told.span),
    )


def _places(draft: PlanDraft) -> dict[int, int]:
    """Sections, goals and tasks share one reading order; what has no span keeps its place in the lists."""
    whole: Sequence[SectionDraft | GoalDraft | TaskDraft] = [*draft.sections, *draft.goals, *draft.tasks]
    if all(part.span for part in whole):
        whole = sorted(whole, key=lambda part: part.span or (0, 0))
    return {id(part): place for place, part in enumerate(whole, start=1)}


def _numbers(tasks: Sequence[TaskDraft]) -> list[str]:
    """As printed; a number printed twice gets a mark, since a task is known by its number."""
    given: list[str] = []
    for task in tasks:
        number, again = task.number[:16], 2
        while number in given:
            number, again = f"{task.number[:16]}-{again}", again + 1
        given.append(number)
    return given


def _place(plan: Plan, position: int, span: Span | None) -> dict[str, Any]:
    start, end = span or NO_SPAN
    return {
        "plan": plan,
        "unit_path": plan.unit_path,
        "shared": plan.shared,
        "position": position,
        "span_start": start,
        "span_end": end,
    }


def _section(plan: Plan, told: SectionDraft, position: int) -> Section:
    place = _place(plan, position, told.span)
    return Section(number=told.number[:20], heading=told.heading[:200], level=told.level, **place)


def _goal(plan: Plan, told: GoalDraft, position: int) -> Goal:
    return Goal(number=told.number[:20], text=told.text, **_place(plan, position, told.span))


def _task(plan: Plan, told: TaskDraft, position: int, *, section: Section | None) -> Task:
    start, end = told.heading_span or NO_SPAN
    return Task(
        number=told.number,
        number_printed=told.number_printed,
        heading=told.heading[:300],
        text=told.text,
        due_on=told.due_on or date(plan.year, 12, 31),
        section=section,
        heading_start=start,
        heading_end=end,
        **_place(plan, position, told.span),
    )


def _units(task: Task, told: TaskDraft, meanings: Mapping[str, Meaning]) -> list[Responsibility]:
    rows = []
    for position, unit in enumerate(told.units, start=1):
        meant = meanings.get(unit.written, Meaning())
        rows.append(
            Responsibility(
                task=task,
                written=unit.written[:120],
                bracket=unit.bracket,
                role=ROLES[unit.lead],
                qualifier=unit.qualifier[:40],
                unit_id=meant.unit_id,
                group=meant.group,
                candidates=list(meant.candidates),
                **_place(task.plan, position, unit.span),
            )
        )
    return rows


def _milestones(task: Task, told: TaskDraft) -> list[Milestone]:
    return [
        Milestone(task=task, name=item.name[:300], due_on=item.due_on, **_place(task.plan, position, item.span))
        for position, item in enumerate(told.milestones, start=1)
    ]
