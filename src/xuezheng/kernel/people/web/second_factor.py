"""Setting up and removing the authenticator app, and showing recovery codes once."""

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.people.sign_in import second_factors
from xuezheng.kernel.people.sign_in.keys import decrypted, encrypted
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.people.sign_in.standing import second_factor_required
from xuezheng.kernel.people.web.requests import (
    AccountRequest,
    confirmed_required,
    open_while_owing,
    owner_of,
    session_id,
)
from xuezheng.kernel.refusals import Conflict, Refusal

OFFERED = "authenticator_offered"


class EnrolForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code shown by the app"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


@open_while_owing
@confirmed_required
@never_cache
def enrol(request: AccountRequest) -> HttpResponse:
    """Show the secret as a picture, and take the first code as proof that the app has it."""
    if second_factors.has_authenticator(request.account):
        return HttpResponseRedirect(reverse("my-account"))
    secret = _offered(request)
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factors.enrol_authenticator(
                post=owner_of(request),
                account=request.account,
                secret=secret,
                code=form.cleaned_data["code"],
                session=session_id(request),
                at=now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            del request.session[OFFERED]
            request.session.cycle_key()
            return _shown_once(request, codes)
    address = second_factors.enrolment_address(request.account, secret=secret)
    context = {
        "form": form,
        "picture": second_factors.enrolment_picture(address),
        "secret": second_factors.typed_secret(secret),
        "owed": request.post is None and second_factor_required(request.account, request.posts),
    }
    return render(request, "people/enrol_authenticator.html", context)


@require_POST
@confirmed_required
def remove(request: AccountRequest) -> HttpResponse:
    second_factors.remove_authenticator(post=owner_of(request), account=request.account, at=now())
    request.session.cycle_key()
    messages.success(request, _("The authenticator app is removed. Your password alone signs you in."))
    return HttpResponseRedirect(reverse("my-account"))


@require_POST
@confirmed_required
@never_cache
def renew_codes(request: AccountRequest) -> HttpResponse:
    with bound_to_own(owner_of(request), request.account):
        if not second_factors.has_authenticator(request.account):
            raise Conflict(gettext_lazy("Recovery codes stand in for an authenticator app. Set one up first."))
        codes = second_factors.renew_recovery_codes(post=owner_of(request), account=request.account, at=now())
    return _shown_once(request, codes)


def _offered(request: AccountRequest) -> bytes:
    """The secret on offer, the same until it is enrolled; encrypted also here, since session rows lie in the database."""
    kept = request.session.get(OFFERED)
    if kept:
        return decrypted(kept.encode())
    secret = second_factors.new_secret()
    request.session[OFFERED] = encrypted(secret).decode()
    return secret


def _shown_once(request: AccountRequest, codes: list[str]) -> HttpResponse:
    text = "\n".join([_("Recovery codes of %(name)s") % {"name": request.account.username}, "", *codes, ""])
    context = {"codes": codes, "file": f"data:text/plain;charset=utf-8,{quote(text)}"}
    return render(request, "people/recovery_codes.html", context)
