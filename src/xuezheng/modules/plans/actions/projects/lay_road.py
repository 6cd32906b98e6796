"""The road map of an implementation plan: dated steps, linked to tasks, marked when they are done."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Conflict, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.projects.locking import (
    check_fresh,
    check_period,
    implementation_to_change,
    named,
    note,
)
from xuezheng.modules.plans.models import ImplementationPlan, RoadStep, Task
from xuezheng.modules.plans.policies.projects import implementations_visible_to

MOST_STEPS = 100


@transaction.atomic
def add_road_step(
    *,
    post: ActingPost,
    implementation_id: UUID,
    title: str,
    begins_on: date,
    ends_on: date,
    task_id: UUID | None = None,
    at: datetime,
) -> RoadStep:
    road = implementation_to_change(post, implementation_id)
    values = _checked(road, title=title, begins_on=begins_on, ends_on=ends_on, task_id=task_id)
    if RoadStep.objects.filter(implementation=road).count() >= MOST_STEPS:
        raise Conflict(
            _("A road map has at most %(most)d steps, so that it can be read. Gather small ones in one.")
            % {"most": MOST_STEPS}
        )
    step = RoadStep.objects.create(implementation=road, unit_path=road.unit_path, **values)
    note("add_road_step", post=post, row=road, at=at, after={"step": step.title, **_told(values)})
    return step


@transaction.atomic
def change_road_step(
    *,
    post: ActingPost,
    step_id: UUID,
    version: int,
    title: str,
    begins_on: date,
    ends_on: date,
    task_id: UUID | None = None,
    done_on: date | None = None,
    at: datetime,
) -> RoadStep:
    """`done_on` marks it as done; without it the step is open, also where it was marked before."""
    road, step = _step_to_change(post, step_id, version=version)
    values = _checked(road, title=title, begins_on=begins_on, ends_on=ends_on, task_id=task_id)
    if done_on is not None and done_on > today(at):
        raise Refusal(
            _("%(day)s lies ahead. Mark a step when it is done.") % {"day": done_on.isoformat()}, field="done_on"
        )
    values["done_on"] = done_on
    before = {key: getattr(step, key) for key, value in values.items() if getattr(step, key) != value}
    for key, value in values.items():
        setattr(step, key, value)
    step.version += 1
    step.save(update_fields=[*values, "version"])
    after = {"step": step.title, **{key: values[key] for key in before}}
    note("change_road_step", post=post, row=road, at=at, before=before or None, after=after)
    return step


@transaction.atomic
def remove_road_step(*, post: ActingPost, step_id: UUID, version: int, at: datetime) -> None:
    road, step = _step_to_change(post, step_id, version=version)
    step.delete()
    note("remove_road_step", post=post, row=road, at=at, before={"step": step.title})


def get_road_step(post: ActingPost, step_id: UUID) -> RoadStep:
    seen = implementations_visible_to(post)
    step = RoadStep.objects.select_related("implementation").filter(id=step_id, implementation__in=seen).first()
    if step is None:
        raise NotFound(_("There is no such step within what your post may see."))
    return step


def _step_to_change(post: ActingPost, step_id: UUID, *, version: int) -> tuple[ImplementationPlan, RoadStep]:
    """Steps share the lock of their implementation plan."""
    road = implementation_to_change(post, get_road_step(post, step_id).implementation_id)
    step = RoadStep.objects.select_for_update(no_key=True).filter(id=step_id).first()
    if step is None:
        raise NotFound(_("There is no such step within what your post may see."))
    check_fresh(step.version, version, name=step.title)
    return road, step


def _checked(
    road: ImplementationPlan, *, title: str, begins_on: date, ends_on: date, task_id: UUID | None
) -> dict[str, Any]:
    title = named(title, field="title", missing=_("The step has no title. Say what is done in it."))
    check_period(begins_on, ends_on)
    if task_id is not None and not Task.objects.filter(id=task_id, plan=road.plan_id).exists():
        raise Refusal(_("This task does not stand in the plan that is carried out. Choose one of it."), field="task_id")
    return {"title": title, "begins_on": begins_on, "ends_on": ends_on, "task_id": task_id}


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "title" and value is not None}
