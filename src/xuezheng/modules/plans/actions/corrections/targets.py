"""Targets: what reading missed, took wrongly, or took for a target though it is only a number in a name."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import counted, note, saved
from xuezheng.modules.plans.correcting import (
    bearer_to_correct,
    checked_day,
    checked_span,
    checked_words,
    next_target_place,
    part_to_correct,
)
from xuezheng.modules.plans.drafts import Span, TargetDraft
from xuezheng.modules.plans.models import Plan, Target
from xuezheng.modules.plans.parts import target_row


class TargetChanges(TypedDict, total=False):
    phrase: str
    comparator: str
    value: Decimal | None
    measure: str
    deadline: date | None
    scope: str
    kind: str
    core: bool


@transaction.atomic
def change_target(
    *, post: ActingPost, target_id: UUID, version: int, at: datetime, **changes: Unpack[TargetChanges]
) -> Target:
    """What is left out stays."""
    plan, target = part_to_correct(post, Target, target_id, version=version)
    _check(plan, changes)
    before = saved(target, **changes)
    counted(plan)
    after = {name: getattr(target, name) for name in before}
    note("change_target", post=post, plan=plan, part=target, at=at, before=before, after=after)
    return target


@transaction.atomic
def dismiss_target(*, post: ActingPost, target_id: UUID, version: int, at: datetime) -> Target:
    """Say that it is no target but a number in a name; it stays visible as that, and is not followed."""
    plan, target = part_to_correct(post, Target, target_id, version=version)
    before = saved(target, core=False, kind=Target.Kind.NOMINAL)
    counted(plan)
    note("dismiss_target", post=post, plan=plan, part=target, at=at, before=before)
    return target


@transaction.atomic
def add_target(
    *,
    post: ActingPost,
    version: int,
    at: datetime,
    task_id: UUID | None = None,
    goal_id: UUID | None = None,
    span: Span | None = None,
    **values: Unpack[TargetChanges],
) -> Target:
    """To a task or a goal, whose version is stated."""
    plan, bearer = bearer_to_correct(post, task_id=task_id, goal_id=goal_id, version=version)
    if "phrase" not in values:
        raise Refusal(_("Say in words what is measured."), field="phrase")
    _check(plan, values)
    span = checked_span(plan, span)
    text = plan.paper.text[span[0] : span[1]] if span and plan.paper else ""
    target = target_row(plan, TargetDraft(**values, text=text, span=span), bearer, position=next_target_place(plan))
    target.save(force_insert=True)
    counted(plan)
    note("add_target", post=post, plan=plan, part=target, at=at, after=dict(values))
    return target


def _check(plan: Plan, values: TargetChanges) -> None:
    if "phrase" in values:
        values["phrase"] = checked_words(
            values["phrase"], field="phrase", most=300, asked=lambda: _("Say in words what is measured.")
        )
    if values.get("comparator", Target.Comparator.AT_LEAST) not in Target.Comparator.values:
        raise Refusal(_("Choose one of ≥, >, =, ≈, ≤, <, = 0."), field="comparator")
    if values.get("kind", Target.Kind.RATIO) not in Target.Kind.values:
        raise Refusal(_("Choose one of the kinds of targets."), field="kind")
    value, deadline = values.get("value"), values.get("deadline")
    if value is not None and (not value.is_finite() or abs(value) >= 10**14):
        raise Refusal(_("The value is a number of at most 14 digits before the point."), field="value")
    if deadline is not None:
        checked_day(plan, deadline, field="deadline")
