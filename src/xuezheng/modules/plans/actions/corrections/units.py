"""Responsible units: added, led by, and the unit that is meant by a written name, or the reason why nobody is."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions import add_alias
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.plans.changing import counted, note, saved
from xuezheng.modules.plans.correcting import (
    checked_span,
    checked_words,
    part_to_correct,
    same_name,
    unit_to_correct,
)
from xuezheng.modules.plans.drafts import Span
from xuezheng.modules.plans.groups import unit_groups
from xuezheng.modules.plans.models import Plan, Responsibility, Task
from xuezheng.modules.plans.naming import meanings_of


@transaction.atomic
def name_unit(
    *,
    post: ActingPost,
    task_id: UUID,
    version: int,
    written: str,
    at: datetime,
    lead: bool = False,
    span: Span | None = None,
) -> Responsibility:
    """Add a responsible unit by its name, as the document writes it or as the tree has it; it is looked up like those read."""
    plan, task = part_to_correct(post, Task, task_id, version=version)
    written = checked_words(written, field="written", most=120, asked=lambda: _("Write the name of the unit."))
    start, end = checked_span(plan, span) or (None, None)
    meant = meanings_of(post, {written: ""}, context_id=plan.unit_id)[written]
    rows = Responsibility.objects.filter(task=task)
    row = Responsibility.objects.create(
        plan=plan,
        task=task,
        unit_path=plan.unit_path,
        position=rows.count() + 1,
        written=written,
        bracket=_bracket_of(list(rows), start),
        role=Responsibility.Role.LEAD if lead or not rows.exists() else Responsibility.Role.SUPPORT,
        unit_id=meant.unit_id,
        group=meant.group,
        candidates=list(meant.candidates),
        span_start=start,
        span_end=end,
    )
    saved(task)
    counted(plan)
    note("name_unit", post=post, plan=plan, part=row, at=at, after={"task": task.number, "role": row.role})
    return row


@transaction.atomic
def choose_unit(
    *,
    post: ActingPost,
    responsibility_id: UUID,
    version: int,
    at: datetime,
    unit_id: int | None = None,
    group: str = "",
    everywhere: bool = True,
    remember: bool = False,
) -> Task:
    """Say which unit or group of units a written name means, here or wherever the plan writes it and nobody has decided.

    Remembered, the name becomes the unit's alias, so that next year's document resolves it by itself.
    """
    plan, task, row = unit_to_correct(post, responsibility_id, version=version)
    unit = get_unit(post, unit_id=unit_id) if unit_id is not None else None
    _check_choice(unit, group)
    _decide(plan, row, everywhere=everywhere, unit=unit, group=group, set_aside="")
    if unit is not None and remember:
        _remember(post, unit, row.written, at=at)
    meant = unit.name if unit else unit_groups()[group].code
    note("choose_unit", post=post, plan=plan, part=row, at=at, after={"task": task.number, "means": meant})
    task.refresh_from_db()
    return task


@transaction.atomic
def set_unit_aside(
    *, post: ActingPost, responsibility_id: UUID, version: int, reason: str, at: datetime, everywhere: bool = True
) -> Task:
    """Say why a written name means none of the tree's units; no task is handed out for it."""
    plan, task, row = unit_to_correct(post, responsibility_id, version=version)
    reason = checked_words(
        reason,
        field="reason",
        most=200,
        asked=lambda: _("Say why nobody is meant, such as: a body outside of education."),
    )
    _decide(plan, row, everywhere=everywhere, unit=None, group="", set_aside=reason)
    note("set_unit_aside", post=post, plan=plan, part=row, at=at, after={"task": task.number, "reason": reason})
    task.refresh_from_db()
    return task


@transaction.atomic
def change_role(*, post: ActingPost, responsibility_id: UUID, version: int, lead: bool, at: datetime) -> Task:
    """Let a unit lead the task, or support it. A task may have several that lead."""
    plan, task, row = unit_to_correct(post, responsibility_id, version=version)
    before = row.role
    row.role = Responsibility.Role.LEAD if lead else Responsibility.Role.SUPPORT
    same_name(row).update(role=row.role)
    saved(task)
    counted(plan)
    note("change_role", post=post, plan=plan, part=row, at=at, before={"role": before}, after={"role": row.role})
    return task


def _decide(
    plan: Plan, row: Responsibility, *, everywhere: bool, unit: Unit | None, group: str, set_aside: str
) -> None:
    """Other tasks change with it: whoever is at work on them is told so by their version."""
    same = Responsibility.objects.filter(plan=plan, written=row.written, unit=None, group="", set_aside="")
    chosen = Responsibility.objects.filter(id=row.id) | same if everywhere else Responsibility.objects.filter(id=row.id)
    tasks = set(chosen.values_list("task_id", flat=True))
    chosen.update(unit=unit, group=group, set_aside=set_aside, candidates=[])
    Task.objects.filter(id__in=tasks).update(version=F("version") + 1)
    counted(plan)


def _check_choice(unit: Unit | None, group: str) -> None:
    if (unit is None) == (group == "") or (group and group not in unit_groups()):
        raise Refusal(_("Choose one unit, or one group of units."), field="unit")
    if unit is not None and unit.closed_on is not None:
        raise Refusal(_("%(unit)s is closed. Choose the unit that goes on.") % {"unit": unit.name}, field="unit")


def _remember(post: ActingPost, unit: Unit, written: str, *, at: datetime) -> None:
    known = written in {unit.name, unit.short_name} or UnitAlias.objects.filter(unit=unit, name=written).exists()
    if not known:
        add_alias(post=post, unit_id=unit.id, version=unit.version, name=written, at=at)


def _bracket_of(rows: Iterable[Responsibility], start: int | None) -> int:
    """Words selected beside a unit stand in its bracket; else they open one."""
    rows = list(rows)
    near = [row for row in rows if start is not None and row.span_end is not None and abs(start - row.span_end) <= 2]
    return near[0].bracket if near else max((row.bracket for row in rows), default=-1) + 1
