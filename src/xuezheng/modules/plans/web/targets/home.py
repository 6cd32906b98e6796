"""The home of a plan: how its targets stand, how its work stands, what is expected of the reader."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xuezheng.kernel import clock
from xuezheng.kernel.pages.todos import page_of_all, toned_todos
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.policies.plans import can_change_plan
from xuezheng.modules.plans.queries.achievement import figures_of, get_plan, lines_of, plan_in_force

MOST_TODOS = 8
"""The most urgent; the rest stand on the page of all."""


@post_required("plans.read")
def achievement(request: PostRequest) -> HttpResponse:
    """The plan that is in force for the post; where there is none, what to do about it."""
    plan = plan_in_force(request.post, year=clock.today(clock.now()).year)
    if plan is not None:
        return HttpResponseRedirect(reverse("plan", args=[plan.id]))
    return render(request, "plans/no_plan.html", {"may_write": request.post.may("plans.write")})


@post_required("plans.read")
def plan_home(request: PostRequest, plan_id: UUID) -> HttpResponse:
    post, at = request.post, clock.now()
    plan = get_plan(post, plan_id)
    today = clock.today(at)
    lines = lines_of(post, plan, today=today)
    context = {
        "plan": plan,
        "lines": lines,
        "figures": figures_of(post, plan, lines, today=today),
        "todos": toned_todos(post, at=at)[:MOST_TODOS],
        "page_of_all": page_of_all(),
        "may_change": can_change_plan(post, plan),
        "own": post.scope_path == plan.unit_path,
        "tab": "plan",
    }
    return render(request, "plans/home.html", context)


def is_living(plan: Plan) -> bool:
    """Whether anything about it can still be changed."""
    return plan.state in {Plan.State.DRAFT, Plan.State.PUBLISHED}
