"""The review of a draft, and the published plan as a document: the same page, read or corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.policies import runs_visible_to
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.discard_draft import discard_draft
from xuezheng.modules.plans.actions.reread_plan import reread_plan
from xuezheng.modules.plans.marking import marked_document
from xuezheng.modules.plans.models import Paper, Plan
from xuezheng.modules.plans.policies.plans import can_change_plan
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.queries.structure import structure_of
from xuezheng.modules.plans.web.forms import Versioned
from xuezheng.modules.plans.web.papers.correcting import check_draft
from xuezheng.modules.plans.web.papers.findings import finding_marks, findings_of
from xuezheng.modules.plans.web.papers.upload import remarks_of


@post_required("plans.read")
def document(request: PostRequest, plan_id: UUID) -> HttpResponse:
    """A draft leads to its review, for those who may correct it."""
    plan = get_plan(request.post, plan_id)
    if plan.state is Plan.State.DRAFT and can_change_plan(request.post, plan):
        return HttpResponseRedirect(reverse("review-plan", args=[plan.id]))
    run = _run_of(request.post, plan)
    context = {**shown(request.post, plan), "tab": "plan-document", "run": run, "run_open": _is_open(run)}
    return render(request, "plans/papers/document.html", {**context, **_rights(request.post, plan, run)})


@post_required("plans.write")
def review(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    if plan.state is not Plan.State.DRAFT:
        return HttpResponseRedirect(reverse("plan-document", args=[plan.id]))
    check_draft(request.post, plan)
    return render(request, "plans/papers/review.html", {**shown(request.post, plan), "correcting": True})


@post_required("plans.write")
def reread(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    check_draft(request.post, plan)

    def act(values: dict[str, Any]) -> str:
        reread_plan(post=request.post, plan_id=plan.id, version=values["version"], at=now())
        return _("The document was read anew.")

    return answer_form(
        request,
        form=Versioned(request.POST if request.method == "POST" else None, initial={"version": plan.version}),
        act=act,
        title=_("Read the document anew"),
        about=plan.title,
        explained=_("Every correction and every decision about names is thrown away, and the draft begins again."),
        back=reverse("review-plan", args=[plan.id]),
    )


@post_required("plans.write")
def discard(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    check_draft(request.post, plan)
    if request.method == "POST":
        form = Versioned(request.POST)
        if form.is_valid():
            discard_draft(post=request.post, plan_id=plan.id, version=form.cleaned_data["version"], at=now())
            messages.success(request, _("The draft is thrown away."))
            return HttpResponseRedirect(reverse("plans"))
    return answer_form(
        request,
        form=Versioned(initial={"version": plan.version}),
        act=lambda _values: "",
        title=_("Throw the draft away"),
        about=plan.title,
        explained=_("The draft goes with all corrections. The document stays, and can be sent again."),
        back=reverse("review-plan", args=[plan.id]),
    )


def shown(post: ActingPost, plan: Plan) -> dict[str, Any]:
    """What both pages show: the marked document beside the cards."""
    structure, paper = structure_of(post, plan), plan.paper
    return {
        "plan": plan,
        "paper": paper,
        "structure": structure,
        "counts": structure.counts,
        "paragraphs": _paragraphs(plan, paper, structure) if paper else [],
        "findings": findings_of(paper) if paper else [],
        "remarks": remarks_of(paper) if paper else [],
        "legend": ("t", "u", "n"),
        "may_measure": can_change_plan(post, plan),
    }


def _paragraphs(plan: Plan, paper: Paper, structure: Any) -> list[Any]:
    titles = [plan.title, str(paper.reading.get("title") or ""), str(paper.reading.get("plan_title") or "")]
    return marked_document(paper.text, structure, titles=titles, findings=finding_marks(paper))


def _run_of(post: ActingPost, plan: Plan) -> JobRun | None:
    """The background work that hands the tasks out, for who started it."""
    return runs_visible_to(post).filter(id=plan.run_id).first() if plan.run_id else None


def _is_open(run: JobRun | None) -> bool:
    return run is not None and run.state in {JobRun.State.QUEUED, JobRun.State.RUNNING}


def _rights(post: ActingPost, plan: Plan, run: JobRun | None) -> dict[str, bool]:
    own, in_force = can_change_plan(post, plan), plan.state is Plan.State.PUBLISHED
    stopped = run is not None and run.state in {JobRun.State.FAILED, JobRun.State.CANCELLED}
    return {"may_renew": own and in_force, "may_close": own and in_force, "may_resume": own and in_force and stopped}
