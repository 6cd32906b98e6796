"""One way to serve every form over an act: ask, act, put the refusal where it belongs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.opening import check_may_send
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.units.models import Unit

Act = Callable[[dict[str, Any]], tuple[Unit, str]]
"""Given the cleaned values: what to show next, and the sentence that says what was done."""


def answer_form(
    request: PostRequest, *, form: forms.Form, act: Act, title: str, about: str = "", explained: str = "", cancel: str
) -> HttpResponse:
    if request.method != "POST":
        check_may_send(form, act)
    if request.method == "POST" and form.is_valid():
        try:
            unit, sentence = act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            if refusal.status == 404 and not refusal.field:
                raise
            add_refusal(form, refusal)
        else:
            messages.success(request, sentence)
            return HttpResponseRedirect(reverse("unit", args=[unit.uuid]))
    context = {"form": form, "title": title, "about": about, "explained": explained, "cancel": cancel}
    return render(request, "units/form.html", context, status=422 if form.errors else 200)
