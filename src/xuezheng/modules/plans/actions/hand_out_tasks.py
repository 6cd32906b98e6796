"""Handing a published plan's tasks to the units that answer for them: background work that can be broken off anywhere.

The job is declared here and not in jobs.py, since publishing queues it.
"""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task
from xuezheng.modules.plans.places import plan_path
from xuezheng.modules.plans.queries.handing_out import receivers, receivers_counted
from xuezheng.modules.plans.queries.lookup import get_plan

PORTION = 10_000
"""Assignments of one transaction: what is lost at most when the worker is killed."""
ROLES = (Responsibility.Role.LEAD, Responsibility.Role.SUPPORT)


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
        tasks = list(Task.objects.filter(plan=plan).order_by("position"))
        total = receivers_counted(post, plan, day=_day(plan))
        done = Assignment.objects.filter(plan=plan).count()
    for task in tasks:
        for role in ROLES:
            handed = PORTION
            while handed == PORTION:
                work.stop_if_cancelled()
                with work.step() as post:
                    handed = hand_out_portion(post=post, task=task, role=role, at=now())
                done += handed
                work.report_progress(min(done, total), total)
    with work.step():
        work.report_result({"plan": plan_id, "handed_out": done})
    work.report_progress(total, total)


def hand_out_portion(*, post: ActingPost, task: Task, role: str, at: datetime, most: int = PORTION) -> int:
    """Give the task to the next units that have not got it."""
    plan = task.plan
    found = receivers(post, task, role=role, day=_day(plan), most=most)
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
        for unit in found
    ]
    insert_by_copy(rows)
    return len(rows)


def _day(plan: Plan) -> date:
    """Units are those of the day of publication, whenever the work is done."""
    return today(plan.published_at or plan.drafted_at)
