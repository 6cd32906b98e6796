"""One way to answer a form over an act: ask, act, put the refusal where it belongs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.pages.web.opening import check_may_send
from xuezheng.kernel.refusals import Refusal

Act = Callable[[dict[str, Any]], str]
"""Given the cleaned values: does it, and returns the sentence that says what was done."""


def answer_form(
    request: PostRequest,
    *,
    form: forms.Form,
    act: Act,
    title: str,
    back: str,
    about: str = "",
    explained: str = "",
    submit: str = "",
    template: str = "pages/act.html",
    **more: Any,
) -> HttpResponse:
    """Shows the form to who may send it; a good post leads back to where one came from."""
    if request.method != "POST":
        check_may_send(form, act)
    if request.method == "POST" and form.is_valid():
        sentence = ""
        with refusals_into(form):
            sentence = act(form.cleaned_data)
        if form.is_valid():
            messages.success(request, sentence)
            return HttpResponseRedirect(back)
    context = {"form": form, "title": title, "about": about, "explained": explained, "cancel": back, **more}
    return render(request, template, {**context, "submit": submit or title}, status=422 if form.errors else 200)


def posted_version(request: PostRequest) -> int:
    """The version a button carries; 0, which nothing bears, where it carries none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def answer_button(request: PostRequest, *, act: Callable[[], str], back: str) -> HttpResponse:
    """A button without questions: what is refused is said on the page one came from."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, str(refusal))
    return HttpResponseRedirect(back)
