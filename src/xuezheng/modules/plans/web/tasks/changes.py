"""The forms of what a unit says, and of what the lead office states and grants."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.kernel.refusals import NotFound
from xuezheng.modules.plans.actions import assignments as acts
from xuezheng.modules.plans.actions.add_task import add_task as act_add_task
from xuezheng.modules.plans.actions.assignments.locking import get_assignment
from xuezheng.modules.plans.models import Milestone, ProgressReport, Task
from xuezheng.modules.plans.months import is_month
from xuezheng.modules.plans.policies.assignments import can_direct_task
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.queries.achievement import get_plan
from xuezheng.modules.plans.queries.own import reportable_months
from xuezheng.modules.plans.web.tasks import forms as asked


@post_required("plans.report")
def report(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    """For the present month, unless another one is asked for."""
    post, row = request.post, get_assignment(request.post, assignment_id)
    _first, present = reportable_months(row, day=today(now()))
    month = request.POST.get("month") or request.GET.get("month", present)
    known = ProgressReport.objects.filter(assignment=row, month=month).first() if is_month(month) else None
    initial = {"month": month, "version": known.version if known else None, "text": known.text if known else ""}

    def act(values: dict[str, Any]) -> str:
        acts.report_progress(post=post, assignment_id=row.id, at=now(), **values)
        return _("The progress of %(month)s is reported. Add the files that show it.") % {"month": values["month"]}

    return answer_form(
        request,
        form=asked.ReportForm(request.POST or None, initial=initial),
        act=act,
        title=_("Report the progress of %(month)s") % {"month": month[:7]},
        submit=_("Report"),
        about=str(row.task),
        back=_page_of(assignment_id),
    )


@post_required("plans.report")
def submit(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    post, row = request.post, get_assignment(request.post, assignment_id)

    def act(values: dict[str, Any]) -> str:
        acts.submit_assignment(post=post, assignment_id=row.id, at=now(), **values)
        return _("The task is submitted. The lead office decides about it.")

    return answer_form(
        request,
        form=asked.SubmitForm(request.POST or None, initial={"version": row.version}),
        act=act,
        title=_("Submit as done"),
        about=str(row.task),
        back=_page_of(assignment_id),
    )


@require_POST
@post_required("plans.report")
def withdraw(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.withdraw_submission(
            post=request.post, assignment_id=assignment_id, version=posted_version(request), at=now()
        )
        return _("The submission is taken back.")

    return answer_button(request, act=act, back=_page_of(assignment_id))


@post_required("plans.accept")
def extend_assignment(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    post, row = request.post, get_assignment(request.post, assignment_id)

    def act(values: dict[str, Any]) -> str:
        acts.extend_assignment(post=post, assignment_id=row.id, at=now(), **values)
        return _("%(unit)s has time until %(day)s.") % {"unit": row.unit.name, "day": values["due_on"].isoformat()}

    return answer_form(
        request,
        form=asked.ExtendForm(request.POST or None, initial={"version": row.version, "due_on": row.due_on}),
        act=act,
        title=_("Give more time"),
        about=f"{row.task} · {row.unit.name}",
        back=_page_of(assignment_id),
    )


@post_required("plans.accept")
def extend_task(request: PostRequest, task_id: UUID) -> HttpResponse:
    post, task = request.post, found_task(request, task_id)

    def act(values: dict[str, Any]) -> str:
        acts.extend_task(post=post, task_id=task.id, at=now(), **values)
        return _("The task has time until %(day)s.") % {"day": values["due_on"].isoformat()}

    return answer_form(
        request,
        form=asked.ExtendForm(request.POST or None, initial={"version": task.version, "due_on": task.due_on}),
        act=act,
        title=_("Give more time for the task"),
        about=str(task),
        explained=_("For every unit that has not got as much time already and is not accepted yet."),
        back=_task_page(task_id),
    )


@post_required("plans.accept")
def reach_milestone(request: PostRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)

    def act(values: dict[str, Any]) -> str:
        acts.reach_milestone(post=request.post, milestone_id=milestone.id, at=now(), **values)
        return _("The milestone is stated as reached.")

    initial = {"version": milestone.version, "reached_on": today(now())}
    return answer_form(
        request,
        form=asked.ReachForm(request.POST or None, initial=initial),
        act=act,
        title=_("State as reached"),
        about=milestone.name,
        back=_task_page(milestone.task_id),
    )


@post_required("plans.accept")
def take_back_milestone(request: PostRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)

    def act(values: dict[str, Any]) -> str:
        acts.take_back_milestone(post=request.post, milestone_id=milestone.id, at=now(), **values)
        return _("The milestone is open again.")

    return answer_form(
        request,
        form=asked.ReasonForm(request.POST or None, initial={"version": milestone.version}),
        act=act,
        title=_("Take the statement back"),
        about=milestone.name,
        back=_task_page(milestone.task_id),
    )


@post_required("plans.write")
def add_task(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act(values: dict[str, Any]) -> str:
        supporting = [values.pop("support_1"), values.pop("support_2")]
        task = act_add_task(
            post=request.post,
            plan_id=plan.id,
            lead_unit_ids=[values.pop("lead").id],
            support_unit_ids=[unit.id for unit in supporting if unit],
            at=now(),
            **values,
        )
        return _("Task %(number)s is added and handed out.") % {"number": task.number}

    return answer_form(
        request,
        form=asked.TaskForm(request.POST or None),
        act=act,
        title=_("Add a task"),
        about=plan.title,
        explained=_("For what does not stand in the document. The units named have it to do at once."),
        back=f"{reverse('task-board')}?plan={plan.id}",
    )


def found_task(request: PostRequest, task_id: UUID) -> Task:
    task = tasks_visible_to(request.post).select_related("plan__unit", "section").filter(id=task_id).first()
    if task is None:
        raise NotFound(_("There is no such task within what your post may see."))
    return task


def _milestone(request: PostRequest, milestone_id: UUID) -> Milestone:
    milestone = Milestone.objects.select_related("task").filter(id=milestone_id).first()
    if milestone is None or not can_direct_task(request.post, milestone.task):
        raise NotFound(_("There is no such milestone within what your post may see."))
    return milestone


def _page_of(assignment_id: UUID) -> str:
    return reverse("assignment", args=[assignment_id])


def _task_page(task_id: UUID) -> str:
    return reverse("plan-task", args=[task_id])
