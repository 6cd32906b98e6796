"""The page of one task: its words, who answers for it, how the units stand, what waits for a decision."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans import months
from xuezheng.modules.plans.models import Assignment, Milestone, Plan, Responsibility, Target, Task
from xuezheng.modules.plans.policies.assignments import (
    assignments_visible_to,
    can_direct_task,
    own_assignments,
)
from xuezheng.modules.plans.policies.projects import projects_visible_to
from xuezheng.modules.plans.queries.acceptance import coverage
from xuezheng.modules.plans.queries.board import NOTHING, counts_by_task, place_lines
from xuezheng.modules.plans.queries.reporting import without_report
from xuezheng.modules.plans.status import Reached, task_status
from xuezheng.modules.plans.web.tasks.changes import found_task
from xuezheng.modules.plans.web.tasks.chips import chips, status_on, status_tag

MOST_UNREPORTED = 1_000
NAMED = 12


@post_required("plans.read")
def task_page(request: PostRequest, task_id: UUID) -> HttpResponse:
    post, day = request.post, today(now())
    task = found_task(request, task_id)
    milestones = list(Milestone.objects.filter(task=task).order_by("position"))
    counts = counts_by_task(post, task.plan_id, below=post.scope_path, day=day).get(task.id, NOTHING)
    reached = [Reached(due_on=found.due_on, reached_on=found.reached_on) for found in milestones]
    context = {
        "task": task,
        "status": status_tag(task_status(counts, reached, due_on=task.due_on, day=day)),
        "responsible": list(Responsibility.objects.filter(task=task).order_by("position")),
        "milestones": [(found, _tone(found, day)) for found in milestones],
        "targets": list(Target.objects.filter(task=task, core=True).order_by("position")),
        "chips": chips(counts, plan=str(task.plan_id), task=str(task.id)),
        "counts": counts,
        "own": [(row, status_tag(status_on(row, day))) for row in own_assignments(post).filter(task=task)],
        "money": projects_visible_to(post).filter(task=task).aggregate(number=Count("id"), amount=Sum("amount")),
        **_places(post, task, day=day),
        **_reporting(post, task, day=day),
        **_deciding(post, task),
    }
    return render(request, "plans/tasks/task.html", context)


def _tone(milestone: Milestone, day: date) -> str:
    if milestone.reached_on is not None:
        return "g"
    return "r" if milestone.due_on is not None and milestone.due_on < day else "t"


def _places(post: ActingPost, task: Task, *, day: date) -> dict[str, Any]:
    place: Unit | None = units_visible_to(post).filter(unit_path=post.scope_path).first()
    if place is None:
        return {"places": []}
    lines = place_lines(post, task.plan_id, place=place, day=day, task_id=task.id)
    asked = {"plan": str(task.plan_id), "task": str(task.id)}
    return {
        "places": [(line, chips(line.counts, **asked, under=line.unit.code)) for line in lines if line.counts.total]
    }


def _reporting(post: ActingPost, task: Task, *, day: date) -> dict[str, Any]:
    """Who has said nothing this month; counted only up to a limit, since early in a month that is everybody."""
    month = months.month_of(day)
    silent = without_report(assignments_visible_to(post).filter(task=task), month=month)
    rows: list[Assignment] = list(silent.select_related("unit").order_by("unit_path", "id")[:NAMED])
    number = silent.order_by()[: MOST_UNREPORTED + 1].count() if len(rows) == NAMED else len(rows)
    return {"month": month, "silent": rows, "silent_number": number, "silent_more": number > MOST_UNREPORTED}


def _deciding(post: ActingPost, task: Task) -> dict[str, Any]:
    directs = task.plan.state is Plan.State.PUBLISHED and can_direct_task(post, task)
    return {"directs": directs, "covered": coverage(post, task_id=task.id) if directs else None}
