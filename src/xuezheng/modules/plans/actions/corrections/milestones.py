"""Milestones: the named things that a task delivers."""

from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import counted, note, saved
from xuezheng.modules.plans.correcting import checked_day, checked_span, checked_words, part_to_correct
from xuezheng.modules.plans.drafts import Span
from xuezheng.modules.plans.models import Milestone, Task


class MilestoneChanges(TypedDict, total=False):
    name: str
    due_on: date | None


@transaction.atomic
def add_milestone(
    *,
    post: ActingPost,
    task_id: UUID,
    version: int,
    name: str,
    at: datetime,
    due_on: date | None = None,
    span: Span | None = None,
) -> Milestone:
    """To a task, whose version is stated."""
    plan, task = part_to_correct(post, Task, task_id, version=version)
    start, end = checked_span(plan, span) or (None, None)
    milestone = Milestone.objects.create(
        plan=plan,
        task=task,
        unit_path=plan.unit_path,
        position=Milestone.objects.filter(task=task).count() + 1,
        name=_name(name),
        due_on=checked_day(plan, due_on, field="due_on") if due_on else None,
        span_start=start,
        span_end=end,
    )
    counted(plan)
    note("add_milestone", post=post, plan=plan, part=milestone, at=at, after={"task": task.number})
    return milestone


@transaction.atomic
def change_milestone(
    *, post: ActingPost, milestone_id: UUID, version: int, at: datetime, **changes: Unpack[MilestoneChanges]
) -> Milestone:
    plan, milestone = part_to_correct(post, Milestone, milestone_id, version=version)
    if "name" in changes:
        changes["name"] = _name(changes["name"])
    day = changes.get("due_on")
    if day is not None:
        checked_day(plan, day, field="due_on")
    before = saved(milestone, **changes)
    counted(plan)
    after = {name: getattr(milestone, name) for name in before}
    note("change_milestone", post=post, plan=plan, part=milestone, at=at, before=before, after=after)
    return milestone


def _name(name: str) -> str:
    return checked_words(name, field="name", most=300, asked=lambda: _("Name what is delivered."))
