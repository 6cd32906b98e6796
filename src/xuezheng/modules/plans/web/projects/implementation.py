"""Implementation plans: which units have one, the page of one with its timeline, its forms, its Word document."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.engines.papers.writing.downloads import word_response
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.modules.plans.actions import projects as acts
from xuezheng.modules.plans.actions.projects.lay_road import get_road_step
from xuezheng.modules.plans.actions.projects.locking import get_implementation
from xuezheng.modules.plans.documents.implementation import implementation_document
from xuezheng.modules.plans.models import ImplementationPlan, Plan, RoadStep
from xuezheng.modules.plans.policies.projects import can_carry_out, implementations_visible_to
from xuezheng.modules.plans.queries.achievement import get_plan
from xuezheng.modules.plans.queries.projects import carrying_units
from xuezheng.modules.plans.web.projects import forms as asked
from xuezheng.modules.plans.web.projects.road import step_state, timeline
from xuezheng.modules.plans.web.tasks.choosing import choice_of


@post_required("plans.read")
def implementations(request: PostRequest) -> HttpResponse:
    """Coverage: units that answer for tasks, those with an implementation plan and those without; and the own one."""
    post = request.post
    choice = choice_of(request, post, day=today(now()))
    if choice is None:
        return render(request, "plans/no_plan.html", {"may_write": post.may("plans.write")})
    carrying = carrying_units(post, choice.plan)
    own = implementations_visible_to(post).filter(plan=choice.plan, unit_id=post.unit_id or 0).first()
    context = {
        "choice": choice,
        "all": len(carrying),
        "drawn": [item for item in carrying if item.implementation is not None],
        "missing": [item.unit for item in carrying if item.implementation is None],
        "own": own,
        "may_draw": own is None and post.may("plans.report") and choice.plan.state is Plan.State.PUBLISHED,
    }
    return render(request, "plans/projects/implementations.html", context)


@post_required("plans.read")
def implementation_page(request: PostRequest, implementation_id: UUID) -> HttpResponse:
    row = get_implementation(request.post, implementation_id)
    steps, day = steps_of(row), today(now())
    if request.GET.get("format") == "docx":
        drawn = timeline(steps, title=row.title, day=day)
        return word_response(
            request, implementation_document(row, steps, drawn=drawn, day=day), code="implementation", title=row.title
        )
    context = {
        "row": row,
        "steps": [(step, step_state(step, day)) for step in steps],
        "figure": timeline(steps, title=row.title, day=day),
        "may_change": can_carry_out(request.post, row),
    }
    return render(request, "plans/projects/implementation.html", context)


def steps_of(row: ImplementationPlan) -> list[RoadStep]:
    rows = RoadStep.objects.filter(implementation=row).select_related("task")
    return list(rows.order_by("begins_on", "ends_on", "title"))


@post_required("plans.report")
def draw_up(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act(values: dict[str, Any]) -> str:
        acts.draw_up_implementation(post=request.post, plan_id=plan.id, at=now(), **values)
        return _("The implementation plan is drawn up. Add its steps.")

    first = {"title": _("Implementation plan of %(unit)s") % {"unit": request.post.unit_name}}
    return answer_form(
        request,
        form=asked.ImplementationForm(request.POST or None, initial=first),
        act=act,
        title=_("Draw up an implementation plan"),
        about=plan.title,
        back=f"{reverse('implementations')}?plan={plan.id}",
    )


@post_required("plans.report")
def change(request: PostRequest, implementation_id: UUID) -> HttpResponse:
    row = get_implementation(request.post, implementation_id)

    def act(values: dict[str, Any]) -> str:
        acts.change_implementation(post=request.post, implementation_id=row.id, at=now(), **values)
        return _("The change is recorded.")

    first = {name: getattr(row, name) for name in ("version", "title", "summary", "issued_on")}
    return answer_form(
        request,
        form=asked.ChangeImplementationForm(request.POST or None, initial=first),
        act=act,
        title=_("Change the implementation plan"),
        about=row.title,
        back=_page_of(row),
    )


@post_required("plans.report")
def add_step(request: PostRequest, implementation_id: UUID) -> HttpResponse:
    row = get_implementation(request.post, implementation_id)

    def act(values: dict[str, Any]) -> str:
        acts.add_road_step(post=request.post, implementation_id=row.id, at=now(), **values)
        return _("The step is added.")

    return answer_form(
        request,
        form=asked.StepForm(row.plan, request.POST or None),
        act=act,
        title=_("Add a step"),
        about=row.title,
        back=_page_of(row),
    )


@post_required("plans.report")
def change_step(request: PostRequest, step_id: UUID) -> HttpResponse:
    step = get_road_step(request.post, step_id)
    row = get_implementation(request.post, step.implementation_id)

    def act(values: dict[str, Any]) -> str:
        acts.change_road_step(post=request.post, step_id=step.id, at=now(), **values)
        return _("The change is recorded.")

    names = ("version", "title", "begins_on", "ends_on", "task_id", "done_on")
    return answer_form(
        request,
        form=asked.ChangeStepForm(
            row.plan, request.POST or None, initial={name: getattr(step, name) for name in names}
        ),
        act=act,
        title=_("Change the step"),
        about=step.title,
        back=_page_of(row),
    )


@require_POST
@post_required("plans.report")
def remove_step(request: PostRequest, step_id: UUID) -> HttpResponse:
    step = get_road_step(request.post, step_id)

    def act() -> str:
        acts.remove_road_step(post=request.post, step_id=step.id, version=posted_version(request), at=now())
        return _("The step is removed.")

    return answer_button(request, act=act, back=reverse("implementation", args=[step.implementation_id]))


def _page_of(row: ImplementationPlan) -> str:
    return reverse("implementation", args=[row.id])
