"""What the passkey script asks and answers, as JSON; and renaming and removing passkeys."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.origin import origin_of
from xuezheng.kernel.pages.web.targets import next_target
from xuezheng.kernel.people.sign_in import passkeys
from xuezheng.kernel.people.sign_in.passkeys import PasskeyRefused, Place, place_of
from xuezheng.kernel.people.web.requests import AccountRequest, confirmed_required, owner_of
from xuezheng.kernel.people.web.sign_in import finish
from xuezheng.kernel.refusals import NotFound, Refusal

CHALLENGE = "passkey_challenge"
SECONDS_TO_ANSWER = 300


class PasskeysUnavailable(Refusal):
    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "Passkeys need the server's public address. The operator sets it as XUEZHENG_PUBLIC_ORIGIN; on the "
                "server's own machine open the pages under localhost."
            )
        )


def spoken(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """Answers the script in JSON, refusals with their sentence."""

    @require_POST
    @never_cache
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return JsonResponse(view(request))
        except Refusal as refusal:
            return JsonResponse({"detail": str(refusal)}, status=refusal.status)

    return answered


@spoken
def ask_sign_in(request: HttpRequest) -> dict[str, Any]:
    options, challenge = passkeys.sign_in_options(place=_place(request))
    _keep(request, challenge, at=now())
    return {"options": json.loads(options)}


def answer_sign_in(request: HttpRequest) -> HttpResponse:
    """Not `spoken`: a successful answer also sets cookies."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("sign-in"))
    at = now()
    try:
        account = passkeys.account_with_passkey(
            place=_place(request),
            challenge=_challenge(request, at=at),
            answer=request.POST.get("answer", ""),
            origin=origin_of(request),
            at=at,
        )
    except Refusal as refusal:
        return JsonResponse({"detail": str(refusal)}, status=refusal.status)
    response = finish(request, account, means="passkey", target=next_target(request), at=at)
    said = JsonResponse({"next": response["Location"]})
    said.cookies.update(response.cookies)
    return said


@confirmed_required
@spoken
def ask_registration(request: AccountRequest) -> dict[str, Any]:
    options, challenge = passkeys.registration_options(account=request.account, place=_place(request))
    _keep(request, challenge, at=now())
    return {"options": json.loads(options)}


@confirmed_required
@spoken
def answer_registration(request: AccountRequest) -> dict[str, Any]:
    at = now()
    passkeys.add_passkey(
        post=owner_of(request),
        account=request.account,
        place=_place(request),
        challenge=_challenge(request, at=at),
        answer=request.POST.get("answer", ""),
        name=request.POST.get("name", ""),
        at=at,
    )
    messages.success(request, _("The passkey is registered. It signs you in without your password."))
    return {"next": reverse("my-account")}


class PasskeyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)


@confirmed_required
def rename(request: AccountRequest, passkey_id: UUID) -> HttpResponse:
    own = {passkey.id: passkey for passkey in passkeys.passkeys_of(post=owner_of(request), account=request.account)}
    if passkey_id not in own:
        raise NotFound(gettext_lazy("This passkey is no longer registered."))
    form = PasskeyForm(request.POST if request.method == "POST" else None, initial={"name": own[passkey_id].name})
    if request.method == "POST" and form.is_valid():
        try:
            passkeys.rename_passkey(
                post=owner_of(request),
                account=request.account,
                passkey_id=passkey_id,
                name=form.cleaned_data["name"],
                at=now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return HttpResponseRedirect(reverse("my-account"))
    return render(
        request,
        "people/account_form.html",
        {"form": form, "title": _("Rename passkey"), "cancel": reverse("my-account")},
    )


@require_POST
@confirmed_required
def remove(request: AccountRequest, passkey_id: UUID) -> HttpResponse:
    passkeys.remove_passkey(post=owner_of(request), account=request.account, passkey_id=passkey_id, at=now())
    messages.success(request, _("The passkey no longer signs in here. Remove it from your device too."))
    return HttpResponseRedirect(reverse("my-account"))


def _place(request: HttpRequest) -> Place:
    place = place_of(request.get_host(), secure=request.is_secure())
    if place is None:
        raise PasskeysUnavailable
    return place


def _keep(request: HttpRequest, challenge: bytes, *, at: datetime) -> None:
    request.session[CHALLENGE] = {"challenge": challenge.hex(), "until": at.timestamp() + SECONDS_TO_ANSWER}


def _challenge(request: HttpRequest, *, at: datetime) -> bytes:
    """Answered once: it is gone after the first try, right or wrong."""
    kept = request.session.pop(CHALLENGE, None)
    if kept is None or kept["until"] < at.timestamp():
        raise PasskeyRefused
    return bytes.fromhex(kept["challenge"])
