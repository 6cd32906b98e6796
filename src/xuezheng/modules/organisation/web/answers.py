"""One way to answer every form of this module: ask, act, put the refusal where it belongs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.opening import check_may_send
from xuezheng.kernel.refusals import NotAllowed, Refusal

Act = Callable[[dict[str, Any]], tuple[str, str]]
"""Given the cleaned values: does it; returns a sentence (none where the next page says it) and that page."""


def answer_form(
    request: PostRequest, *, form: forms.Form, act: Act, title: str, cancel: str, about: str = "", explained: str = ""
) -> HttpResponse:
    if request.method != "POST":
        check_may_send(form, act)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                sentence, address = act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            if sentence:
                messages.success(request, sentence)
            return HttpResponseRedirect(address)
    context = {"form": form, "title": title, "about": about, "explained": explained, "cancel": cancel}
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def answer_button(request: PostRequest, *, act: Callable[[], str], back: str) -> HttpResponse:
    """A button without questions: what is refused is said on the page one came from."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, str(refusal))
    return HttpResponseRedirect(back)


def stated_version(request: PostRequest) -> int:
    """The version that the button's page was made from; 0, which is never right, for what is no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
