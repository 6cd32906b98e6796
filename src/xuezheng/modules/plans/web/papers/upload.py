"""Receiving a document, and its page: what it is, what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources import Remark, refuse_size
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.modules.plans.actions.receive_paper import PaperReceived, receive_paper
from xuezheng.modules.plans.changing import issuing_unit
from xuezheng.modules.plans.models import Paper, Plan
from xuezheng.modules.plans.originals import original_of
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.queries.lookup import get_paper
from xuezheng.modules.plans.web.papers.findings import findings_of
from xuezheng.modules.plans.web.papers.forms import PaperForm


@post_required("plans.write")
def receive(request: PostRequest) -> HttpResponse:
    editions = _editions(request)
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, editions=editions)
    else:
        form = PaperForm(editions=editions, initial={"supersedes": request.GET.get("edition", "")})
    if form.is_bound and form.is_valid():
        found: list[PaperReceived] = []
        with refusals_into(form):
            found.append(_received(request, form.cleaned_data))
        if form.is_valid():
            return _go_on(request, found[0])
    context = {"form": form, "unit": issuing_unit(request.post)}
    return render(request, "plans/papers/receive.html", context, status=422 if form.errors else 200)


@post_required("plans.read")
def paper(request: PostRequest, paper_id: UUID) -> HttpResponse:
    found = get_paper(request.post, paper_id)
    plans = plans_visible_to(request.post).filter(paper=found).order_by("-edition")
    context = {
        "paper": found,
        "plans": list(plans),
        "original": original_of(request.post, found),
        "remarks": remarks_of(found),
        "findings": findings_of(found),
    }
    return render(request, "plans/papers/paper.html", context)


def remarks_of(found: Paper) -> list[Remark]:
    return [Remark(message=item["message"], params=item["params"]) for item in found.remarks]


def _received(request: PostRequest, values: dict[str, Any]) -> PaperReceived:
    file = values["file"]
    refuse_size(file.size, filename=file.name)
    supersedes = values.get("supersedes")
    return receive_paper(
        post=request.post,
        content=file.read(),
        filename=file.name,
        year=values["year"],
        supersedes_id=UUID(supersedes) if supersedes else None,
        at=now(),
    )


def _go_on(request: PostRequest, received: PaperReceived) -> HttpResponse:
    if received.known:
        messages.info(request, _("This file was received before; here is what became of it."))
    if received.plan is None:
        target = reverse("run", args=[received.paper.run_id]) if received.paper.run_id else ""
    else:
        target = reverse("plan-document", args=[received.plan.id])
    target = target or reverse("paper", args=[received.paper.id])
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _editions(request: PostRequest) -> list[tuple[str, str]]:
    own = Plan.objects.filter(unit_path=request.post.scope_path, superseded_at=None, closed_at=None)
    published = own.exclude(published_at=None).order_by("-year", "title")
    return [(str(plan.id), f"{plan.title}（{plan.edition}）") for plan in published[:50]]
