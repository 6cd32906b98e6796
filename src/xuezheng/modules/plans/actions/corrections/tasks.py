"""A task's own words and day, a task that reading did not find, and which task of the edition before it goes on from."""

from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import counted, draft_to_change, note, part_of, saved
from xuezheng.modules.plans.correcting import (
    checked_day,
    checked_number,
    checked_span,
    checked_words,
    last_place,
    make_room,
    next_number,
    part_to_correct,
)
from xuezheng.modules.plans.drafts import Span
from xuezheng.modules.plans.models import Plan, Section, Task


class TaskChanges(TypedDict, total=False):
    number: str
    heading: str
    text: str
    due_on: date


@transaction.atomic
def change_task(*, post: ActingPost, task_id: UUID, version: int, at: datetime, **changes: Unpack[TaskChanges]) -> Task:
    """What is left out stays."""
    plan, task = part_to_correct(post, Task, task_id, version=version)
    if "number" in changes:
        changes["number"] = checked_number(plan, changes["number"], but=task.id)
    if "heading" in changes:
        changes["heading"] = _heading(changes["heading"])
    if "due_on" in changes:
        checked_day(plan, changes["due_on"], field="due_on")
    before = saved(task, **changes)
    counted(plan)
    after = {name: getattr(task, name) for name in before}
    note("change_task", post=post, plan=plan, part=task, at=at, before=before, after=after)
    return task


@transaction.atomic
def insert_task(
    *,
    post: ActingPost,
    plan_id: UUID,
    heading: str,
    at: datetime,
    after_id: UUID | None = None,
    number: str = "",
    text: str = "",
    due_on: date | None = None,
    span: Span | None = None,
) -> Task:
    """After another task, else at the end. Selected words of the document are its heading and its place."""
    plan = draft_to_change(post, plan_id)
    before = part_of(plan, Task, after_id) if after_id else None
    span = checked_span(plan, span)
    start, end = span or (None, None)
    section = _section(plan, before, span)
    follows = max((part.position for part in (before, section) if part), default=last_place(plan))
    task = Task.objects.create(
        plan=plan,
        unit_path=plan.unit_path,
        section=section,
        position=make_room(plan, after=follows),
        number=checked_number(plan, number) if number.strip() else next_number(plan),
        number_printed=False,
        heading=_heading(heading),
        text=text.strip(),
        due_on=checked_day(plan, due_on, field="due_on") if due_on else date(plan.year, 12, 31),
        span_start=start,
        span_end=end,
        heading_start=start,
        heading_end=end,
    )
    counted(plan)
    after = {"number": task.number, "heading": task.heading, "due_on": task.due_on}
    note("insert_task", post=post, plan=plan, part=task, at=at, after=after)
    return task


@transaction.atomic
def continue_task(*, post: ActingPost, task_id: UUID, version: int, former_id: UUID | None, at: datetime) -> Task:
    """Say which task of the edition before goes on in this one, or that none does. Each goes on once."""
    plan, task = part_to_correct(post, Task, task_id, version=version)
    former = _former_task(plan, former_id) if former_id else None
    other = Task.objects.filter(plan=plan, continues=former).exclude(id=task.id).first() if former else None
    if other is not None:
        raise Refusal(
            _("“%(former)s” goes on in task %(number)s already. Take it from there first.")
            % {"former": former, "number": other.number},
            field="former",
        )
    before = saved(task, continues=former)
    counted(plan)
    note(
        "continue_task",
        post=post,
        plan=plan,
        part=task,
        at=at,
        before={"continues": str(before["continues"])} if before.get("continues") else None,
        after={"continues": str(former) if former else ""},
    )
    return task


def _section(plan: Plan, before: Task | None, span: Span | None) -> Section | None:
    """Words of the document stand under the heading before them, anything else where the task before it stands."""
    above = Section.objects.filter(plan=plan, span_start__lt=span[0]).order_by("span_start").last() if span else None
    return above or (before.section if before else None)


def _former_task(plan: Plan, former_id: UUID) -> Task:
    former = Task.objects.filter(plan_id=plan.supersedes_id, id=former_id).first() if plan.supersedes_id else None
    if former is None:
        raise Refusal(_("The edition before has no such task. Choose one of its tasks."), field="former")
    return former


def _heading(heading: str) -> str:
    return checked_words(
        heading, field="heading", most=300, asked=lambda: _("A task says in its heading what is to be done.")
    )
