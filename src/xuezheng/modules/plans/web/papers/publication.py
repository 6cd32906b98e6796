"""Publishing a plan, going on with handing it out, closing it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form
from xuezheng.modules.plans.actions.close_plan import close_plan
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.actions.resume_handing_out import resume_handing_out
from xuezheng.modules.plans.changing import plan_in_force
from xuezheng.modules.plans.models import Plan, Task
from xuezheng.modules.plans.queries.handing_out import receivers_counted
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.queries.publication import advice, obstacles
from xuezheng.modules.plans.web.forms import Versioned
from xuezheng.modules.plans.web.papers.correcting import check_draft
from xuezheng.modules.plans.web.papers.forms import ReasonForm


@post_required("plans.write")
def publish(request: PostRequest, plan_id: UUID) -> HttpResponse:
    """What stands in the way, what should be known, how many assignments will be made; then one button."""
    plan = get_plan(request.post, plan_id)
    check_draft(request.post, plan)

    def act(values: dict[str, Any]) -> str:
        publish_plan(post=request.post, plan_id=plan.id, version=values["version"], at=now())
        return _("“%(title)s” is published. Its tasks are being handed out.") % {"title": plan.title}

    posted = request.method == "POST"
    return answer_form(
        request,
        form=Versioned(request.POST if posted else None, initial={"version": plan.version}),
        act=act,
        title=_("Publish as work points"),
        about=plan.title,
        back=reverse("plan-document", args=[plan.id]),
        template="plans/papers/publish.html",
        plan=plan,
        obstacles=obstacles(plan),
        advice=advice(plan),
        assignments=receivers_counted(request.post, plan),
        continued=_continued(plan),
    )


@require_POST
@post_required("plans.write")
def resume(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)

    def act() -> str:
        resume_handing_out(post=request.post, plan_id=plan.id, version=plan.version, at=now())
        return _("Handing out goes on.")

    return answer_button(request, act=act, back=reverse("plan-document", args=[plan.id]))


@post_required("plans.write")
def close(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = plan_in_force(request.post, plan_id)

    def act(values: dict[str, Any]) -> str:
        close_plan(post=request.post, plan_id=plan.id, at=now(), **values)
        return _("“%(title)s” is closed.") % {"title": plan.title}

    return answer_form(
        request,
        form=ReasonForm(request.POST if request.method == "POST" else None, initial={"version": plan.version}),
        act=act,
        title=_("Close the work points"),
        about=plan.title,
        explained=_("Assignments stay as they are, done or not; to-dos close. This cannot be undone."),
        back=reverse("plan-document", args=[plan.id]),
    )


def _continued(plan: Plan) -> list[tuple[Task, Task | None]]:
    """Tasks of the edition before, each with the task that goes on from it: what else there was ends with that edition."""
    if plan.supersedes_id is None:
        return []
    going_on = {task.continues_id: task for task in Task.objects.filter(plan=plan).exclude(continues=None)}
    return [
        (former, going_on.get(former.id))
        for former in Task.objects.filter(plan_id=plan.supersedes_id).order_by("position")
    ]
