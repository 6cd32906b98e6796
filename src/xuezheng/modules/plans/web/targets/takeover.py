"""What a unit takes over from the plans above it, and what the bureaus below took over from its own."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.facade import get_unit
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.models import Plan, Task
from xuezheng.modules.plans.policies.plans import can_change_plan
from xuezheng.modules.plans.queries.achievement import get_plan
from xuezheng.modules.plans.queries.takeovers import UpperTask, coverage_below, lead_units_of, plans_above, upper_tasks
from xuezheng.modules.plans.web.targets.home import is_living

SHOWN: dict[str, tuple[str | Promise, Callable[[UpperTask], bool]]] = {
    "open": (gettext_lazy("Not taken over"), lambda row: row.is_open),
    "asked": (gettext_lazy("Handed to this unit"), lambda row: row.asked or bool(row.taken_by)),
    "all": (pgettext_lazy("tasks of the plans above", "All"), lambda _row: True),
}


class ChoiceForm(forms.Form):
    task = forms.UUIDField()


class PairForm(ChoiceForm):
    upper_task = forms.UUIDField()


class NothingWasChosen(Refusal):
    """Two tasks make a takeover."""


@post_required("plans.read")
def takeover_page(request: PostRequest, plan_id: UUID) -> HttpResponse:
    """The tasks of the plans above, with the own tasks that take them over: what is missing stands out."""
    post, plan = request.post, get_plan(request.post, plan_id)
    groups = [
        (upper, upper_tasks(post, upper, plan.unit_path)) for upper in plans_above(post, plan.unit_path, year=plan.year)
    ]
    rows = [row for _upper, rows in groups for row in rows]
    show = _shown(request, rows)
    kept = [(upper, [row for row in rows if SHOWN[show][1](row)]) for upper, rows in groups]
    context = {
        "plan": plan,
        "groups": [(upper, rows) for upper, rows in kept if rows],
        "has_above": bool(groups),
        "leads": lead_units_of([row.task.id for _upper, rows in kept for row in rows]),
        "asked": sum(row.asked for row in rows),
        "open": sum(row.is_open for row in rows),
        "views": [(name, title, sum(map(fits, rows))) for name, (title, fits) in SHOWN.items()],
        "show": show,
        "tab": "plan-takeover",
        **_may_take(request, plan),
    }
    return render(request, "plans/takeover.html", context)


def _shown(request: PostRequest, rows: Sequence[UpperTask]) -> str:
    """What was asked for; else what was handed out, or everything where nothing was."""
    asked = request.GET.get("show", "")
    return asked if asked in SHOWN else "asked" if any(map(SHOWN["asked"][1], rows)) else "all"


def _may_take(request: PostRequest, plan: Plan) -> dict[str, object]:
    may = can_change_plan(request.post, plan) and is_living(plan)
    return {"may_change": may, "own_tasks": list(Task.objects.filter(plan=plan).order_by("position")) if may else []}


@post_required("plans.read")
def below_page(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    rows = sorted(coverage_below(request.post, plan), key=lambda row: (-row.missing, row.unit_path))
    context = {"plan": plan, "rows": rows, "tab": "plan-takeover-below"}
    return render(request, "plans/takeover_below.html", context)


@post_required("plans.read")
def unit_below_page(request: PostRequest, plan_id: UUID, code: str) -> HttpResponse:
    """What of this plan one bureau was handed, and which tasks of its own take it over."""
    plan, unit = get_plan(request.post, plan_id), get_unit(request.post, code=code)
    rows = [row for row in upper_tasks(request.post, plan, unit.path) if row.asked or row.taken_by]
    context = {
        "plan": plan,
        "unit": unit,
        "rows": sorted(rows, key=lambda row: not row.is_open),
        "leads": lead_units_of([row.task.id for row in rows]),
        "open": sum(row.is_open for row in rows),
        "tab": "plan-takeover-below",
    }
    return render(request, "plans/takeover_unit.html", context)


@require_POST
@post_required("plans.write")
def take_over(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act() -> str:
        form = ChoiceForm(request.POST)
        if not form.is_valid():
            raise NothingWasChosen(_("Choose the task of your own that takes them over."))
        task_id, uppers = form.cleaned_data["task"], _ticked(request)
        taken = acts.take_over_tasks(post=request.post, task_id=task_id, upper_task_ids=uppers, at=now())
        told = ngettext("%(count)d task is taken over.", "%(count)d tasks are taken over.", len(taken))
        return told % {"count": len(taken)}

    return answer_button(request, act=act, back=_page(request, plan))


@require_POST
@post_required("plans.write")
def release(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act() -> str:
        form = PairForm(request.POST)
        if not form.is_valid():
            raise NothingWasChosen(_("Choose the task that is no longer taken over."))
        pair = form.cleaned_data
        acts.release_task(post=request.post, task_id=pair["task"], upper_task_id=pair["upper_task"], at=now())
        return _("The task is no longer taken over.")

    return answer_button(request, act=act, back=_page(request, plan))


def _ticked(request: PostRequest) -> list[UUID]:
    pairs = [PairForm({**request.POST.dict(), "upper_task": key}) for key in request.POST.getlist("upper_task")]
    return [pair.cleaned_data["upper_task"] for pair in pairs if pair.is_valid()]


def _page(request: PostRequest, plan: Plan) -> str:
    show = request.POST.get("show", "")
    return reverse("plan-takeover", args=[plan.id]) + (f"?show={show}" if show in SHOWN else "")
