"""Sections and goals: what stands beside the tasks."""

from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import counted, draft_to_change, note, saved
from xuezheng.modules.plans.correcting import checked_span, checked_words, last_place, make_room, part_to_correct
from xuezheng.modules.plans.drafts import Span
from xuezheng.modules.plans.models import Goal, Section


class SectionChanges(TypedDict, total=False):
    number: str
    heading: str


class GoalChanges(TypedDict, total=False):
    number: str
    text: str


@transaction.atomic
def change_section(
    *, post: ActingPost, section_id: int, version: int, at: datetime, **changes: Unpack[SectionChanges]
) -> Section:
    plan, section = part_to_correct(post, Section, section_id, version=version)
    if "heading" in changes:
        changes["heading"] = checked_words(
            changes["heading"], field="heading", most=200, asked=lambda: _("A section has a heading.")
        )
    before = saved(section, **changes)
    counted(plan)
    _noted("change_section", post, section, at, before)
    return section


@transaction.atomic
def change_goal(*, post: ActingPost, goal_id: UUID, version: int, at: datetime, **changes: Unpack[GoalChanges]) -> Goal:
    plan, goal = part_to_correct(post, Goal, goal_id, version=version)
    if "text" in changes:
        changes["text"] = _goal_text(changes["text"])
    before = saved(goal, **changes)
    counted(plan)
    _noted("change_goal", post, goal, at, before)
    return goal


@transaction.atomic
def add_goal(
    *, post: ActingPost, plan_id: UUID, text: str, at: datetime, number: str = "", span: Span | None = None
) -> Goal:
    """After the last goal, or at the end where there is none."""
    plan = draft_to_change(post, plan_id)
    text, span = _goal_text(text), checked_span(plan, span)
    last = Goal.objects.filter(plan=plan).order_by("-position").first()
    start, end = span or (None, None)
    goal = Goal.objects.create(
        plan=plan,
        unit_path=plan.unit_path,
        position=make_room(plan, after=last.position if last else last_place(plan)),
        number=number.strip()[:20],
        text=text,
        span_start=start,
        span_end=end,
    )
    counted(plan)
    note("add_goal", post=post, plan=plan, part=goal, at=at, after={"text": text[:200]})
    return goal


def _goal_text(text: str) -> str:
    return checked_words(text, field="text", most=5000, asked=lambda: _("A goal says what is to be reached."))


def _noted(act: str, post: ActingPost, part: Section | Goal, at: datetime, before: dict[str, object]) -> None:
    after = {name: getattr(part, name) for name in before}
    note(act, post=post, plan=part.plan, part=part, at=at, before=before, after=after)
