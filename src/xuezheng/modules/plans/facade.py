"""The plans' door for every other module: ids and plain values in, frozen values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions import add_task as adding
from xuezheng.modules.plans.events import PlanPublished, TargetBound
from xuezheng.modules.plans.indicators import Asked, Indicator, Measured, Measurer, Outlook, Pace, register_measurer
from xuezheng.modules.plans.models import Plan, Target, Task
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.queries.facts import AssignmentFact, assignment_facts, overdue_assignments
from xuezheng.modules.plans.queries.followed import FollowedTarget, followed_targets
from xuezheng.modules.plans.queries.now import AchievementNow, achievement_now
from xuezheng.modules.plans.queries.standings import standings_of
from xuezheng.modules.plans.queries.targets import targets_measured_by
from xuezheng.modules.plans.slots import ChosenTarget, HomeSlot, HomeView, register_slot
from xuezheng.modules.plans.status import TONES

__all__ = [
    "AchievementNow",
    "Asked",
    "AssignmentFact",
    "BoundTarget",
    "ChosenTarget",
    "FollowedTarget",
    "HomeSlot",
    "HomeView",
    "Indicator",
    "Measured",
    "Measurer",
    "Outlook",
    "Pace",
    "PlanPublished",
    "PlanSummary",
    "TargetBound",
    "TaskStanding",
    "TaskSummary",
    "achievement_now",
    "add_task",
    "assignment_facts",
    "bound_targets",
    "followed_targets",
    "overdue_assignments",
    "plans_of",
    "register_measurer",
    "register_slot",
    "task_standings",
    "task_summary",
    "tasks_of",
]


@dataclass(frozen=True, kw_only=True)
class PlanSummary:
    """`state` is draft, published, superseded or closed."""

    id: UUID
    title: str
    year: int
    unit_id: int
    unit_path: str
    state: str
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TaskSummary:
    """`url` is the path of the task's page."""

    id: UUID
    plan_id: UUID
    number: str
    heading: str
    due_on: date
    url: str


@dataclass(frozen=True, kw_only=True)
class TaskStanding:
    """How a task stands on a day: `state` in the reader's words with the `tone` of its tag, and how many units are done."""

    task: TaskSummary
    state: str
    tone: str
    done: int
    units: int


@dataclass(frozen=True, kw_only=True)
class BoundTarget:
    """A target of a published plan that an indicator measures, as it is asked of a place: the whole, or the place's share."""

    id: UUID
    phrase: str
    asked: Asked
    plan_title: str
    plan_path: str
    url: str


def plans_of(post: ActingPost, *, year: int | None = None, unit_path: str = "") -> list[PlanSummary]:
    """Plans the post may see, newest first; of one year, and of the unit at that path, where these are named."""
    rows = plans_visible_to(post)
    if year is not None:
        rows = rows.filter(year=year)
    if unit_path:
        rows = rows.filter(unit_path=unit_path)
    return [_summary(plan) for plan in rows.order_by("-year", "unit_path", "-edition", "title")]


def bound_targets(post: ActingPost, code: str, *, unit_path: str) -> list[BoundTarget]:
    """Followed targets of plans in force at or above the place, the nearest plan first."""
    return [_bound_target(target, asked) for target, asked in targets_measured_by(post, code, unit_path=unit_path)]


def task_summary(post: ActingPost, task_id: UUID) -> TaskSummary:
    task = tasks_visible_to(post).filter(id=task_id).first()
    if task is None:
        raise NotFound(_("There is no such task within what your post may see."))
    return _task_summary(task)


def tasks_of(post: ActingPost, plan_id: UUID) -> list[TaskSummary]:
    """Tasks of a plan in the order of the document, as far as the post sees it."""
    return [_task_summary(task) for task in tasks_visible_to(post).filter(plan_id=plan_id).order_by("position")]


def task_standings(post: ActingPost, task_ids: Iterable[UUID], *, as_of: date) -> dict[UUID, TaskStanding]:
    """Of those tasks that the post may see, as it sees them; a few queries, however many they are."""
    return {
        task.id: TaskStanding(
            task=_task_summary(task),
            state=str(status.label),
            tone=TONES[status],
            done=counts.done,
            units=counts.total,
        )
        for task, counts, status in standings_of(post, task_ids, day=as_of)
    }


def add_task(
    *,
    post: ActingPost,
    plan_id: UUID,
    heading: str,
    text: str,
    lead_unit_ids: Sequence[int],
    support_unit_ids: Sequence[int],
    due_on: date,
    arises_from: str,
    at: datetime,
) -> TaskSummary:
    """Add a task that does not stand in the document to a published plan of the own unit, and hand it out."""
    task = adding.add_task(
        post=post,
        plan_id=plan_id,
        heading=heading,
        text=text,
        lead_unit_ids=lead_unit_ids,
        support_unit_ids=support_unit_ids,
        due_on=due_on,
        arises_from=arises_from,
        at=at,
    )
    return _task_summary(task)


def _summary(plan: Plan) -> PlanSummary:
    return PlanSummary(
        id=plan.id,
        title=plan.title,
        year=plan.year,
        unit_id=plan.unit_id,
        unit_path=plan.unit_path,
        state=plan.state.value,
        published_at=plan.published_at,
    )


def _bound_target(target: Target, asked: Asked) -> BoundTarget:
    return BoundTarget(
        id=target.id,
        phrase=target.phrase,
        asked=asked,
        plan_title=target.plan.title,
        plan_path=target.plan.unit_path,
        url=reverse("plan-target", args=[target.id]),
    )


def _task_summary(task: Task) -> TaskSummary:
    return TaskSummary(
        id=task.id,
        plan_id=task.plan_id,
        number=task.number,
        heading=task.heading,
        due_on=task.due_on,
        url=reverse("plan-task", args=[task.id]),
    )
