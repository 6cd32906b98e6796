"""Handing a published plan's tasks to the units that answer for them: background work that can be broken off anywhere.

The job is declared here and not in jobs.py, since publishing queues it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.plans.actions.put_away_todos import put_away_todos
from xuezheng.modules.plans.changing import plan_in_force
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task
from xuezheng.modules.plans.places import plan_path
from xuezheng.modules.plans.queries.handing_out import (
    former_work,
    receivers_after,
    receivers_counted,
    units_named,
    units_with,
)
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.refusals import PlanIsNotPublished
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
    """A unit that has its task already is passed over, so the next worker goes on where this one was stopped.

    A plan that was closed or superseded meanwhile is handed out no further, and what was opened for it is put away again.
    """
    with work.step() as post:
        plan = get_plan(post, UUID(plan_id))
        tasks = list(Task.objects.filter(plan=plan).select_related("plan__unit").order_by("position"))
        done, total = Assignment.objects.filter(plan=plan).count(), receivers_counted(post, plan)
    ended = [plan.supersedes_id] if plan.supersedes_id else []
    try:
        for task in tasks:
            for role in ROLES:
                for portion in (carry_over_portion, hand_out_portion) if task.continues_id else (hand_out_portion,):
                    done = _all_portions(work, portion, task, role, done=done, total=total)
    except PlanIsNotPublished:
        ended.append(plan.id)
    with work.step() as post:
        for ended_id in ended:
            put_away_todos.queue(post=post, at=now(), args={"plan_id": str(ended_id)}, subject=plan.title)
        work.report_result({"plan": plan_id, "handed_out": done})
    work.report_progress(total, total)


@dataclass(frozen=True, kw_only=True)
class Portion:
    """What one transaction did: how many units have the task by it, and after which path the next one begins."""

    handed: int
    after: str
    last: bool


def _all_portions(work: Work, portion: Callable[..., Portion], task: Task, role: str, *, done: int, total: int) -> int:
    """The lock of the plan lets two workers that hand out the same plan take turns, and closing it wait for the portion."""
    found = Portion(handed=0, after="", last=False)
    while not found.last:
        work.stop_if_cancelled()
        with work.step() as post:
            plan_in_force(post, task.plan_id)
            found = portion(post=post, task=task, role=role, after=found.after, at=now(), most=PORTION)
        done += found.handed
        work.report_progress(min(done, total), total)
    return done


def hand_out_portion(*, post: ActingPost, task: Task, role: str, after: str, at: datetime, most: int) -> Portion:
    """Give the task to the next units, each with a to-do; who has it already is passed over."""
    plan, units, have = task.plan, receivers_after(post, task, role=role, after=after, most=most), units_with(task)
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
        for unit in units
        if unit.unit_id not in have
    ]
    insert_by_copy(rows)
    tell_of_tasks(rows, plan=plan, task=task, at=_told_at(plan, at))
    return Portion(handed=len(rows), after=units[-1].place if units else "", last=len(units) < most)


def carry_over_portion(*, post: ActingPost, task: Task, role: str, after: str, at: datetime, most: int) -> Portion:
    """The assignment itself goes on under the new edition's task, with its reports, steps and evidence.

    What was submitted waits for its acceptance as before: only who has still to do something is told.
    """
    found = former_work(task, after=after, most=most)
    named = units_named(post, task, role=role) - units_with(task) if found else set()
    rows = [row for row in found if row.unit_id in named]
    Assignment.objects.filter(id__in=[row.id for row in rows]).update(
        plan=task.plan, task=task, role=role, due_on=task.due_on
    )
    for row in rows:
        row.due_on = task.due_on
    open_still = [row for row in rows if row.submitted_at is None and row.accepted_at is None]
    tell_of_tasks(open_still, plan=task.plan, task=task, at=_told_at(task.plan, at))
    return Portion(handed=len(rows), after=found[-1].unit_path if found else "", last=len(found) < most)


def _told_at(plan: Plan, at: datetime) -> datetime:
    """A plan entered with an earlier day was known to the units since that day."""
    return min(plan.published_at or at, at)
