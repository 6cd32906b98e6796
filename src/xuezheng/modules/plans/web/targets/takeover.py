"""What a unit takes over from the plans above it, and what the bureaus below took over from its own."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button
from xuezheng.kernel.refusals import Refusal
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.models import Task
from xuezheng.modules.plans.policies.plans import can_change_plan
from xuezheng.modules.plans.queries.achievement import get_plan
from xuezheng.modules.plans.queries.takeovers import coverage_below, lead_units_of, plans_above, upper_tasks
from xuezheng.modules.plans.web.targets.home import is_living


class PairForm(forms.Form):
    task = forms.UUIDField()
    upper_task = forms.UUIDField()


class NothingWasChosen(Refusal):
    """Two tasks make a takeover."""


@post_required("plans.read")
def takeover_page(request: PostRequest, plan_id: UUID) -> HttpResponse:
    """Every task of the plans above, with the own tasks that take it over: what is missing stands out."""
    post, plan = request.post, get_plan(request.post, plan_id)
    above = plans_above(post, plan.unit_path, year=plan.year)
    groups = [(upper, upper_tasks(post, upper, plan.unit_path)) for upper in above]
    rows = [row for _upper, rows in groups for row in rows]
    context = {
        "plan": plan,
        "groups": groups,
        "leads": lead_units_of([row.task.id for row in rows]),
        "own_tasks": list(Task.objects.filter(plan=plan).order_by("position")),
        "asked": sum(row.asked for row in rows),
        "open": sum(row.is_open for row in rows),
        "may_change": can_change_plan(post, plan) and is_living(plan),
        "tab": "plan-takeover",
    }
    return render(request, "plans/takeover.html", context)


@post_required("plans.read")
def below_page(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    rows = sorted(coverage_below(request.post, plan), key=lambda row: (-row.missing, row.unit_path))
    context = {"plan": plan, "rows": rows, "tab": "plan-takeover-below"}
    return render(request, "plans/takeover_below.html", context)


@require_POST
@post_required("plans.write")
def take_over(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act() -> str:
        task_id, upper_task_id = _pair(request)
        acts.take_over_task(post=request.post, task_id=task_id, upper_task_id=upper_task_id, at=now())
        return _("The task is taken over.")

    return answer_button(request, act=act, back=reverse("plan-takeover", args=[plan.id]))


@require_POST
@post_required("plans.write")
def release(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act() -> str:
        task_id, upper_task_id = _pair(request)
        acts.release_task(post=request.post, task_id=task_id, upper_task_id=upper_task_id, at=now())
        return _("The task is no longer taken over.")

    return answer_button(request, act=act, back=reverse("plan-takeover", args=[plan.id]))


def _pair(request: PostRequest) -> tuple[UUID, UUID]:
    form = PairForm(request.POST)
    if not form.is_valid():
        raise NothingWasChosen(_("Choose one of your own tasks, then take the upper one over."))
    return form.cleaned_data["task"], form.cleaned_data["upper_task"]
