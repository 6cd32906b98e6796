"""The weights in force with their editions, and the form of a new edition."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.scope.acting import ancestors_of
from xuezheng.modules.supervision.actions import scores as acts
from xuezheng.modules.supervision.catalogues import edition_in_force, edition_of, shipped_edition
from xuezheng.modules.supervision.policies.scores import weights_editions_visible_to
from xuezheng.modules.supervision.web.scores import forms as asked
from xuezheng.modules.supervision.weighing import FactKind


@post_required("supervision.read")
def weights_page(request: PostRequest) -> HttpResponse:
    """Those of the own administration, and the editions of those above by whose weights it is scored."""
    post, day = request.post, today(now())
    edition = edition_in_force(post.scope_path, day=day)
    rows = weights_editions_visible_to(post).filter(unit_path__in=ancestors_of(post.scope_path)).select_related("unit")
    editions = [
        (row.unit.name, edition_of(row), row.unit_path == post.scope_path)
        for row in rows.order_by("-unit_path", "-edition")
    ]
    context = {
        "edition": edition,
        "rules": [(kind.label, edition.weights.rules.get(kind)) for kind in FactKind],
        "editions": editions,
        "shipped": shipped_edition(),
        "may_change": post.may("supervision.score"),
    }
    return render(request, "supervision/scores/weights.html", context)


@post_required("supervision.score")
def change_weights(request: PostRequest) -> HttpResponse:
    day = today(now())
    weights = edition_in_force(request.post.scope_path, day=day).weights
    initial: dict[str, Any] = {**asked.initial_weights(weights), "valid_from": day}
    form = asked.WeightsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            _change(request, form)
        if form.is_valid():
            messages.success(request, _("The new edition of the weights is kept."))
            return HttpResponseRedirect(reverse("supervision-weights"))
    context = {"form": form, "parts": [title for _name, title in asked.PARTS]}
    return render(request, "supervision/scores/change_weights.html", context, status=422 if form.errors else 200)


def _change(request: PostRequest, form: asked.WeightsForm) -> None:
    named = {name: form.cleaned_data[name] for name in ("full", "lead", "support", "source", "valid_from")}
    acts.change_weights(post=request.post, rules=form.rules(), at=now(), **named)
