"""One way to answer every correction: in the dialog of the review page, or as a page of its own where no script runs."""

import json
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.models.parts import PlanPart
from xuezheng.modules.plans.policies.plans import can_change_plan, plans_visible_to
from xuezheng.modules.plans.refusals import PartIsAbsent, PlanIsNotADraft, PlanIsNotYours

P = TypeVar("P", bound=PlanPart)
Act = Callable[[dict[str, Any]], tuple[str, str]]
"""Given the cleaned values: does it; returns the key of the part to show next, and the sentence that says what was done."""


def found_part(post: ActingPost, model: type[P], part_id: UUID | int) -> P:
    """A part of a draft that the post may change, before its form is shown."""
    manager = model._default_manager  # noqa: SLF001 - Django's documented name for the manager of any model
    part = (
        manager.filter(pk=part_id, plan__in=plans_visible_to(post)).select_related("plan__unit", "plan__paper").first()
    )
    if part is None:
        raise PartIsAbsent
    check_draft(post, part.plan)
    return part


def check_draft(post: ActingPost, plan: Plan) -> None:
    if not can_change_plan(post, plan):
        raise PlanIsNotYours(plan.title, plan.unit.name)
    if plan.state is not Plan.State.DRAFT:
        raise PlanIsNotADraft(plan.title)


def answer_correction(
    request: PostRequest,
    *,
    plan_id: UUID,
    form: forms.Form,
    act: Act,
    title: str,
    about: str = "",
    explained: str = "",
    submit: str = "",
    danger: bool = False,
    also: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """`also` are other ways to decide the same, as (address, title)."""
    back = reverse("review-plan", args=[plan_id])
    if request.method == "POST" and form.is_valid():
        key, sentence = "", ""
        with refusals_into(form):
            key, sentence = act(form.cleaned_data)
        if form.is_valid():
            return _done(request, back=back, key=key, sentence=sentence)
    context = {
        "form": form,
        "title": title,
        "about": about,
        "explained": explained,
        "submit": submit or title,
        "danger": danger,
        "also": also,
        "back": back,
    }
    return render(request, "plans/papers/correction.html", context, status=422 if form.errors else 200)


def _done(request: PostRequest, *, back: str, key: str, sentence: str) -> HttpResponse:
    if not getattr(request, "htmx", False):
        messages.success(request, sentence)
        return HttpResponseRedirect(f"{back}#{key}" if key else back)
    told = {"corrected": {"part": key}, "toast": {"text": sentence, "level": "success"}}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
