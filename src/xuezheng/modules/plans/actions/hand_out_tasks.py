"""Handing a published plan's tasks to the units that answer for them: background work that can be broken off anywhere.

The job is declared here and not in jobs.py, since publishing queues it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.plans.actions.put_away_todos import put_away_todos
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task
from xuezheng.modules.plans.places import plan_path
from xuezheng.modules.plans.queries.handing_out import receivers_counted, waiting_receivers, work_to_carry_over
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.telling import tell_of_tasks

PORTION = 10_000
"""Assignments of one transaction: what is lost at most when the worker is killed."""
ROLES = (Responsibility.Role.LEAD, Responsibility.Role.SUPPORT)
"""Leaders first: a unit that is named twice in one task leads."""


@job(
    "plans.hand_out_tasks",
    title=_("Handing out of tasks"),
    permissions=frozenset({"plans.read", "plans.write", "units.read"}),
    result_address=lambda result: plan_path(str(result["plan"])),
)
def hand_out_tasks(work: Work, *, plan_id: str) -> None:
    """A unit that has its task already is passed over, so the next worker goes on where this one was stopped."""
    with work.step() as post:
        plan = get_plan(post, UUID(plan_id))
        tasks = list(Task.objects.filter(plan=plan).select_related("plan__unit").order_by("position"))
        done, total = Assignment.objects.filter(plan=plan).count(), receivers_counted(post, plan)
    for task in tasks:
        for role in ROLES:
            for portion in (carry_over_portion, hand_out_portion) if task.continues_id else (hand_out_portion,):
                done = _all_portions(work, portion, task, role, done=done, total=total)
    with work.step() as post:
        if plan.supersedes_id is not None:
            put_away_todos.queue(post=post, at=now(), args={"plan_id": str(plan.supersedes_id)}, subject=plan.title)
        work.report_result({"plan": plan_id, "handed_out": done})
    work.report_progress(total, total)


Portion = Callable[..., int]


def _all_portions(work: Work, portion: Portion, task: Task, role: str, *, done: int, total: int) -> int:
    handed = PORTION
    while handed == PORTION:
        work.stop_if_cancelled()
        with work.step() as post:
            handed = portion(post=post, task=task, role=role, at=now(), most=PORTION)
        done += handed
        work.report_progress(min(done, total), total)
    return done


def hand_out_portion(*, post: ActingPost, task: Task, role: str, at: datetime, most: int) -> int:
    """Give the task to the next units that have not got it, each with a to-do."""
    plan = task.plan
    rows = [
        Assignment(
            plan=plan,
            task=task,
            unit_id=unit.unit_id,
            unit_path=unit.path,
            issuer_path=plan.unit_path,
            role=role,
            due_on=task.due_on,
            assigned_at=plan.published_at or at,
        )
        for unit in waiting_receivers(post, task, role=role, most=most)
    ]
    insert_by_copy(rows)
    tell_of_tasks(rows, plan=plan, task=task, at=_told_at(plan, at))
    return len(rows)


def carry_over_portion(*, post: ActingPost, task: Task, role: str, at: datetime, most: int) -> int:
    """The assignment itself goes on under the new edition's task, with its reports, steps and evidence."""
    rows = work_to_carry_over(post, task, role=role, most=most)
    Assignment.objects.filter(id__in=[row.id for row in rows]).update(
        plan=task.plan, task=task, role=role, due_on=task.due_on
    )
    for row in rows:
        row.due_on = task.due_on
    unfinished = [row for row in rows if row.accepted_at is None]
    tell_of_tasks(unfinished, plan=task.plan, task=task, at=_told_at(task.plan, at))
    return len(rows)


def _told_at(plan: Plan, at: datetime) -> datetime:
    """A plan entered with an earlier day was known to the units since that day."""
    return min(plan.published_at or at, at)
