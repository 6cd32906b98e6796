"""Whom to remind of what, and who above is told of what is overdue: counted by unit, so that each gets one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Func, Min, QuerySet, TextField, Value
from django.db.models.functions import Greatest

from xuezheng.kernel.catalogues.escalations import Escalation
from xuezheng.modules.plans import months
from xuezheng.modules.plans.deadlines import deadlines
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.queries.acceptance import IN_FORCE
from xuezheng.modules.plans.queries.reporting import without_report


@dataclass(frozen=True, kw_only=True)
class DueTasks:
    """What one unit has to submit until one day. `before` is which of the catalogue's days this reminder is for."""

    unit_id: int
    unit_path: str
    plan_id: UUID
    plan_title: str
    due_on: date
    before: int
    tasks: int
    number: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Unreported:
    """A unit that owes reports on some tasks of a plan for a month."""

    unit_id: int
    unit_path: str
    plan_id: UUID
    plan_title: str
    tasks: int


@dataclass(frozen=True, kw_only=True)
class OverdueBelow:
    """Units below one that are late with a task, by a step of the catalogue."""

    superior_path: str
    plan_id: UUID
    task_id: UUID
    number: str
    heading: str
    due_on: date
    step: Escalation
    units: int


def tasks_due(day: date) -> list[DueTasks]:
    """A reminder that was missed (the platform stood still) is made up for until the next one or the deadline."""
    before = deadlines().remind_before_days
    rows = (
        _open_ones()
        .filter(due_on__gte=day, due_on__lte=day + timedelta(days=max(before)))
        .values("unit_id", "unit_path", "plan_id", "plan__title", "due_on")
        .annotate(tasks=Count("id"), number=Min("task__number"), heading=Min("task__heading"))
        .order_by("unit_path", "due_on")
    )
    return [
        DueTasks(
            unit_id=row["unit_id"],
            unit_path=row["unit_path"],
            plan_id=row["plan_id"],
            plan_title=row["plan__title"],
            due_on=row["due_on"],
            before=min(days for days in before if days >= (row["due_on"] - day).days),
            tasks=row["tasks"],
            number=row["number"],
            heading=row["heading"],
        )
        for row in rows
    ]


def reports_owed(month: str) -> list[Unreported]:
    """For tasks handed out before that month, whose time did not end before it."""
    rows = without_report(_open_ones(), month=month).filter(
        assigned_at__lt=months.start_of(months.first_day(month)), due_on__gte=months.first_day(month)
    )
    found = rows.values("unit_id", "unit_path", "plan_id", "plan__title").annotate(tasks=Count("id"))
    return [
        Unreported(
            unit_id=row["unit_id"],
            unit_path=row["unit_path"],
            plan_id=row["plan_id"],
            plan_title=row["plan__title"],
            tasks=row["tasks"],
        )
        for row in found.order_by("unit_path", "plan_id")
    ]


def overdue_below(day: date) -> list[OverdueBelow]:
    """To each unit above the longest step that is reached by now; who was told of it already is not told again."""
    reached = (found for step in deadlines().escalations for found in _overdue_at(step, day))
    return list({(found.superior_path, found.task_id, found.due_on): found for found in reached}.values())


def _overdue_at(step: Escalation, day: date) -> Iterable[OverdueBelow]:
    rows = (
        _open_ones()
        .filter(due_on__lte=day - timedelta(days=step.days))
        .annotate(superior=_superior(step.levels))
        .values("superior", "plan_id", "task_id", "task__number", "task__heading", "due_on")
        .annotate(units=Count("id"))
        .order_by("superior", "due_on", "task__number")
    )
    for row in rows:
        yield OverdueBelow(
            superior_path=row["superior"],
            plan_id=row["plan_id"],
            task_id=row["task_id"],
            number=row["task__number"],
            heading=row["task__heading"],
            due_on=row["due_on"],
            step=step,
            units=row["units"],
        )


def _superior(levels: int) -> Greatest:
    """So many levels above, but never above who issued the plan: of two beginnings of one path the longer is greater."""
    pattern = rf"([^.]+\.){{{levels}}}$"
    above = Func(F("unit_path"), Value(pattern), Value(""), function="regexp_replace", output_field=TextField())
    return Greatest(above, F("issuer_path"), output_field=TextField(db_collation="C"))


def _open_ones() -> QuerySet[Assignment]:
    return Assignment.objects.filter(IN_FORCE, submitted_at=None, accepted_at=None)
