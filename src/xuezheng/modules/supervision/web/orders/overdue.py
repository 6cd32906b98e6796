"""Orders for all that is overdue: first what they would be, with numbers; then just so many are issued."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.pages.widgets import UnitPicker
from xuezheng.kernel.units.facade import get_unit
from xuezheng.modules.supervision.actions import orders as acts
from xuezheng.modules.supervision.places import orders_path
from xuezheng.modules.supervision.queries.orders import overdue_to_order
from xuezheng.modules.supervision.web.orders import forms as asked
from xuezheng.modules.supervision.web.orders.changes import proposed_reply_day

ON_PAGE = 200
"""Matters shown in the preview; the numbers count all."""


@post_required("supervision.order")
def overdue_orders(request: PostRequest) -> HttpResponse:
    post, code = request.post, request.GET.get("unit", "").strip()[:20]
    place = get_unit(post, code=code) if code else None
    below = place.path if place else ""
    preview = overdue_to_order(post, day=today(now()), below=below)
    number = len(preview.facts)
    form = asked.OverdueForm(request.POST or None, initial={"expected": number, "due_on": proposed_reply_day(request)})
    if request.method == "POST" and form.is_valid():
        issued = _issue(request, form, below)
        if form.is_valid():
            text = ngettext("%(count)d order is issued.", "%(count)d orders are issued.", issued) % {"count": issued}
            messages.success(request, text)
            return HttpResponseRedirect(orders_path(whose="issued"))
    context: dict[str, Any] = {
        "form": form,
        "place": place,
        "picker": UnitPicker().render("unit", place.code if place else "", {"id": "p-unit"}),
        "preview": preview,
        "number": number,
        "lines": preview.facts[:ON_PAGE],
        "more": number > ON_PAGE,
        "submit": ngettext("Issue %(count)d order", "Issue %(count)d orders", number) % {"count": number},
        "cancel": orders_path(whose="issued"),
    }
    return render(request, "supervision/orders/overdue.html", context, status=422 if form.errors else 200)


def _issue(request: PostRequest, form: asked.OverdueForm, below: str) -> int:
    with refusals_into(form):
        return len(acts.issue_overdue_orders(post=request.post, below=below, at=now(), **form.cleaned_data))
    return 0
