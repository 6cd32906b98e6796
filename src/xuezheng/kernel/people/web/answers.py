"""One way to serve every form over an action: ask, act, put the refusal where it belongs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.opening import check_may_send
from xuezheng.kernel.refusals import Refusal

Act = Callable[[dict[str, Any]], HttpResponse]


def answer_form(
    request: PostRequest,
    *,
    form: forms.Form,
    act: Act,
    title: str,
    about: str = "",
    explained: str = "",
    submit: str = "",
    cancel: str,
) -> HttpResponse:
    if request.method != "POST":
        check_may_send(form, act)
    if request.method == "POST" and form.is_valid():
        try:
            return act(form.cleaned_data)
        except Refusal as refusal:
            if refusal.status == 404 and not refusal.field:
                raise
            add_refusal(form, refusal)
    context = {
        "form": form,
        "title": title,
        "about": about,
        "explained": explained,
        "submit": submit or title,
        "cancel": cancel,
    }
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def sent(request: PostRequest) -> QueryDict | None:
    """What the form was sent with; a form without fields is sent empty."""
    return request.POST if request.method == "POST" else None


def done(request: PostRequest, sentence: str, *, to: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(to)
