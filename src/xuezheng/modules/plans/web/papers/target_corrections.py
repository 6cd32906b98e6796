"""Forms over corrections of targets and milestones."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.plans.achievement import terms_of
from xuezheng.modules.plans.actions.corrections import milestones, targets
from xuezheng.modules.plans.actions.targets import bind_target, state_unmeasurable
from xuezheng.modules.plans.indicators import offered, suggested_for
from xuezheng.modules.plans.models import Goal, Milestone, Target, Task
from xuezheng.modules.plans.web.forms import Versioned
from xuezheng.modules.plans.web.papers import forms as asked
from xuezheng.modules.plans.web.papers.correcting import answer_correction, found_part
from xuezheng.modules.plans.web.papers.task_corrections import selected, selected_words, values_of

FIELDS = ("phrase", "comparator", "value", "measure", "deadline", "scope", "kind", "core")


@post_required("plans.write")
def change_target(request: PostRequest, target_id: UUID) -> HttpResponse:
    target = found_part(request.post, Target, target_id)
    initial = {name: getattr(target, name) for name in ("version", *FIELDS)}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        asked.span_in(values)
        targets.change_target(post=request.post, target_id=target.id, at=now(), **values)
        return f"target-{target.id}", _("The target is changed.")

    form = asked.TargetForm(values_of(request), initial=initial)
    also = (
        (reverse("dismiss-target", args=[target.id]), _("It is no target, only a number in a name")),
        (reverse("remove-target", args=[target.id]), _("Remove it")),
    )
    return answer_correction(
        request, plan_id=target.plan_id, form=form, act=act, title=_("Change the target"), about=target.text, also=also
    )


@post_required("plans.write")
def dismiss_target(request: PostRequest, target_id: UUID) -> HttpResponse:
    target = found_part(request.post, Target, target_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        targets.dismiss_target(post=request.post, target_id=target.id, version=values["version"], at=now())
        return f"target-{target.id}", _("It is not followed as a target.")

    form = Versioned(values_of(request), initial={"version": target.version})
    return answer_correction(
        request,
        plan_id=target.plan_id,
        form=form,
        act=act,
        title=_("No target"),
        about=str(target),
        explained=_("The number stays visible as part of a name, and nothing is measured."),
    )


@post_required("plans.write")
def measure_target(request: PostRequest, target_id: UUID) -> HttpResponse:
    """What measures it, decided beside the document."""
    target = found_part(request.post, Target, target_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        given = {"post": request.post, "target_id": target.id, "version": values["version"], "at": now()}
        if values["reason"]:
            state_unmeasurable(**given, reason=values["reason"])
            return f"target-{target.id}", _("The reason is recorded; units state dated evidence instead.")
        bind_target(**given, code=values["code"])
        return f"target-{target.id}", _("The target is bound; its progress is measured from now on.")

    terms = terms_of(target)
    suggested = [
        (
            item.code,
            _("%(indicator)s (wording alike by %(likeness)d%%)") % {"indicator": item.name, "likeness": likeness},
        )
        for item, likeness in suggested_for(f"{target.scope}{target.phrase}", terms)
    ]
    where = "suggested" if target.indicator_code in dict(suggested) else "code"
    initial = {"version": target.version, where: target.indicator_code, "reason": target.unmeasurable}
    return answer_correction(
        request,
        plan_id=target.plan_id,
        form=asked.MeasureForm(values_of(request), suggested=suggested, others=offered(terms), initial=initial),
        act=act,
        title=_("What measures it?"),
        submit=_("Measure it so"),
        about=target.text or target.phrase,
    )


@post_required("plans.write")
def add_target_to_task(request: PostRequest, task_id: UUID) -> HttpResponse:
    return _add_target(request, found_part(request.post, Task, task_id))


@post_required("plans.write")
def add_target_to_goal(request: PostRequest, goal_id: UUID) -> HttpResponse:
    return _add_target(request, found_part(request.post, Goal, goal_id))


def _add_target(request: PostRequest, bearer: Task | Goal) -> HttpResponse:
    task_id = bearer.id if isinstance(bearer, Task) else None
    goal_id = bearer.id if isinstance(bearer, Goal) else None

    def act(values: dict[str, Any]) -> tuple[str, str]:
        span = asked.span_in(values)
        target = targets.add_target(post=request.post, task_id=task_id, goal_id=goal_id, span=span, at=now(), **values)
        return f"target-{target.id}", _("The target is added.")

    words = selected_words(request, bearer.plan)[:300]
    initial = {**selected(request), "version": bearer.version, "phrase": words, "core": True, "measure": "%"}
    form = asked.TargetForm(values_of(request), initial=initial)
    return answer_correction(
        request, plan_id=bearer.plan_id, form=form, act=act, title=_("Add a target"), about=str(bearer)
    )


@post_required("plans.write")
def add_milestone(request: PostRequest, task_id: UUID) -> HttpResponse:
    task = found_part(request.post, Task, task_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        span = asked.span_in(values)
        milestones.add_milestone(post=request.post, task_id=task.id, span=span, at=now(), **values)
        return f"task-{task.id}", _("The milestone is added.")

    initial = {**selected(request), "version": task.version, "name": selected_words(request, task.plan)[:300]}
    form = asked.MilestoneForm(values_of(request), initial=initial)
    return answer_correction(
        request, plan_id=task.plan_id, form=form, act=act, title=_("Add a milestone"), about=str(task)
    )


@post_required("plans.write")
def change_milestone(request: PostRequest, milestone_id: UUID) -> HttpResponse:
    milestone = found_part(request.post, Milestone, milestone_id)
    initial = {"version": milestone.version, "name": milestone.name, "due_on": milestone.due_on}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        asked.span_in(values)
        milestones.change_milestone(post=request.post, milestone_id=milestone.id, at=now(), **values)
        return f"task-{milestone.task_id}", _("The milestone is changed.")

    form = asked.MilestoneForm(values_of(request), initial=initial)
    also = ((reverse("remove-milestone", args=[milestone.id]), _("Remove it")),)
    return answer_correction(
        request, plan_id=milestone.plan_id, form=form, act=act, title=_("Change the milestone"), also=also
    )
