"""The forms of the lead office: accept, return, open again, accept many at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.actions import assignments as acts
from xuezheng.modules.plans.actions.assignments.accept_many import Acceptance
from xuezheng.modules.plans.actions.assignments.locking import get_assignment
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.policies.assignments import can_direct_task
from xuezheng.modules.plans.queries.acceptance import coverage
from xuezheng.modules.plans.web.tasks import forms as asked
from xuezheng.modules.plans.web.tasks.changes import found_task
from xuezheng.modules.plans.web.tasks.choosing import asked_code


@post_required("plans.accept")
def accept(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    row = get_assignment(request.post, assignment_id)

    def act(values: dict[str, Any]) -> str:
        acts.accept_assignment(post=request.post, assignment_id=row.id, at=now(), **values)
        return _("The work of %(unit)s is accepted.") % {"unit": row.unit.name}

    form = asked.AcceptForm(request.POST or None, initial={"version": row.version})
    return _answered(request, row, form=form, act=act, title=_("Accept"))


@post_required("plans.accept")
def return_to_unit(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    row = get_assignment(request.post, assignment_id)

    def act(values: dict[str, Any]) -> str:
        acts.return_assignment(post=request.post, assignment_id=row.id, at=now(), **values)
        return _("%(unit)s has it to do again and is told the reason.") % {"unit": row.unit.name}

    form = asked.ReasonForm(request.POST or None, initial={"version": row.version})
    return _answered(request, row, form=form, act=act, title=_("Return"))


@post_required("plans.accept")
def reopen(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    row = get_assignment(request.post, assignment_id)

    def act(values: dict[str, Any]) -> str:
        acts.reopen_assignment(post=request.post, assignment_id=row.id, at=now(), **values)
        return _("The task of %(unit)s is open again.") % {"unit": row.unit.name}

    form = asked.ReasonForm(request.POST or None, initial={"version": row.version})
    return _answered(request, row, form=form, act=act, title=_("Open again"))


def _answered(request: PostRequest, row: Assignment, **more: Any) -> HttpResponse:
    back = reverse("assignment", args=[row.id])
    return answer_form(request, about=f"{row.task} · {row.unit.name}", back=back, **more)


@post_required("plans.accept")
def accept_many(request: PostRequest, task_id: UUID) -> HttpResponse:
    """States how many are covered, then accepts just so many."""
    post, task = request.post, found_task(request, task_id)
    if not can_direct_task(post, task):
        raise NotFound(_("There is no such task within what your post may see."))
    place = _place(request)
    below = place.unit_path if place else ""
    covered = coverage(post, task_id=task.id, below=below)
    form = asked.AcceptManyForm(request.POST or None, initial={"expected": covered.acceptable})
    if form.is_bound and form.is_valid():
        done: Acceptance | None = None
        with refusals_into(form):
            done = acts.accept_many(post=post, task_id=task.id, below=below, at=now(), **form.cleaned_data)
        if done is not None:
            return _after(request, done, task_id)
    context = {"task": task, "place": place, "covered": covered, "form": form}
    return render(request, "plans/tasks/accept_many.html", context, status=422 if form.errors else 200)


def _after(request: PostRequest, done: Acceptance, task_id: UUID) -> HttpResponse:
    if done.run_id is not None:
        return HttpResponseRedirect(reverse("run", args=[done.run_id]))
    told = ngettext("%(count)d submission is accepted.", "%(count)d submissions are accepted.", done.count)
    messages.success(request, told % {"count": done.count})
    return HttpResponseRedirect(reverse("plan-task", args=[task_id]))


def _place(request: PostRequest) -> Unit | None:
    code = asked_code(request, "under")
    if not code:
        return None
    unit = units_visible_to(request.post).filter(code=code).first()
    if unit is None:
        raise NotFound(_("There is no such unit within what your post may see."))
    return unit
