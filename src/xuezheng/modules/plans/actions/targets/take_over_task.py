"""A task of the own plan takes over tasks of units above; and letting go of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.targets.locking import check_plan_lives
from xuezheng.modules.plans.models import Plan, Task, TaskTakeover
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.plans import can_change_plan


class TaskIsNotFromAbove(Refusal):
    """Only what a unit above published can be taken over."""


@transaction.atomic
def take_over_task(*, post: ActingPost, task_id: UUID, upper_task_id: UUID, at: datetime) -> TaskTakeover:
    task, upper = _own_task(post, task_id), _task(post, upper_task_id)
    if not task.unit_path.startswith(upper.unit_path) or task.unit_path == upper.unit_path:
        raise TaskIsNotFromAbove(
            _("“%(task)s” is no task of a unit above yours. Choose one from a plan of the city, province or ministry.")
            % {"task": upper.heading[:60]},
            field="upper_task",
        )
    if upper.plan.state is not Plan.State.PUBLISHED:
        raise TaskIsNotFromAbove(
            _("The plan of “%(task)s” is not in force; take over a task of the one that is.")
            % {"task": upper.heading[:60]},
            field="upper_task",
        )
    takeover, fresh = TaskTakeover.objects.get_or_create(
        task=task, upper_task=upper, defaults={"unit_path": task.unit_path}
    )
    if not fresh:
        raise Conflict(
            _("“%(task)s” takes “%(upper)s” over already.") % {"task": task.heading[:60], "upper": upper.heading[:60]}
        )
    _note("take_over_task", task, upper, post=post, at=at)
    return takeover


@transaction.atomic
def take_over_tasks(
    *, post: ActingPost, task_id: UUID, upper_task_ids: Sequence[UUID], at: datetime
) -> list[TaskTakeover]:
    """All of them or, where one is refused, none."""
    _own_task(post, task_id)
    if not upper_task_ids:
        raise Refusal(_("No task of a unit above is chosen. Tick those that your task takes over."), field="upper_task")
    return [
        take_over_task(post=post, task_id=task_id, upper_task_id=upper_task_id, at=at)
        for upper_task_id in dict.fromkeys(upper_task_ids)
    ]


@transaction.atomic
def release_task(*, post: ActingPost, task_id: UUID, upper_task_id: UUID, at: datetime) -> None:
    task = _own_task(post, task_id)
    gone, _by_model = TaskTakeover.objects.filter(task=task, upper_task_id=upper_task_id).delete()
    if not gone:
        raise NotFound(_("“%(task)s” does not take that task over.") % {"task": task.heading[:60]})
    _note("release_task", task, _task(post, upper_task_id), post=post, at=at)


def _own_task(post: ActingPost, task_id: UUID) -> Task:
    task = _task(post, task_id)
    if not can_change_plan(post, task.plan):
        raise NotAllowed(_("Your post may see this task but not change its plan, which is another unit's."))
    check_plan_lives(task.plan)
    return task


def _task(post: ActingPost, task_id: UUID) -> Task:
    task = tasks_visible_to(post).select_related("plan").filter(id=task_id).first()
    if task is None:
        raise NotFound(_("There is no such task, or it is not within what your post may see."))
    return task


def _note(act: str, task: Task, upper: Task, *, post: ActingPost, at: datetime) -> None:
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.task",
        object_id=task.id,
        object_name=task.heading,
        unit_path=task.unit_path,
        after={"upper_task": upper.heading, "upper_task_id": str(upper.id)},
    )
