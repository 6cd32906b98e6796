"""My account: who I am here, what I sign in with, and where I am signed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.targets import next_target
from xuezheng.kernel.people.roles import role
from xuezheng.kernel.people.sign_in import passkeys, second_factors, sessions, tokens
from xuezheng.kernel.people.sign_in.attempts import failures_of_name
from xuezheng.kernel.people.sign_in.confirmation import CONFIRMED
from xuezheng.kernel.people.sign_in.languages import choose_language
from xuezheng.kernel.people.sign_in.means import sentence_of_means
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.people.sign_in.passwords import change_password, confirm_password
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.people.sign_in.standing import second_factor_recommended, second_factor_required
from xuezheng.kernel.people.web.browsers import browser_name
from xuezheng.kernel.people.web.requests import (
    AccountRequest,
    account_required,
    open_while_owing,
    owner_of,
    session_id,
)
from xuezheng.kernel.refusals import Refusal


class PasswordForm(forms.Form):
    present = forms.CharField(
        label=gettext_lazy("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy(
            "At least ten characters, not only digits, not a common word, nothing like your name. A few words in a row "
            "are easy to remember and hard to guess."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("The two new passwords differ. Type the same one twice."))
        return again


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


@account_required
@never_cache
def overview(request: AccountRequest) -> HttpResponse:
    return render(request, "people/my_account.html", _context(request, at=now()))


@open_while_owing
@account_required
@never_cache
@sensitive_post_parameters("present", "new", "again")
def password(request: AccountRequest) -> HttpResponse:
    """Change the own password; the first page of an account that still has its initial one."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                post=owner_of(request),
                account=request.account,
                present=form.cleaned_data["present"],
                new=form.cleaned_data["new"],
                session=session_id(request),
                at=now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return _with_new_key(request)
    return render(
        request, "people/change_password.html", {"form": form, "initial": request.account.must_change_password}
    )


@open_while_owing
@account_required
@never_cache
@sensitive_post_parameters("password")
def confirm(request: AccountRequest) -> HttpResponse:
    """The password once more before what one signs in with may change."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    at = now()
    if request.method == "POST" and form.is_valid():
        try:
            confirm_password(
                account=request.account, password=form.cleaned_data["password"], session=session_id(request), at=at
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            request.session[CONFIRMED] = at.timestamp()
            request.session.cycle_key()
            return HttpResponseRedirect(next_target(request))
    return render(request, "people/confirm.html", {"form": form, "next": next_target(request)})


@require_POST
@account_required
def end_session(request: AccountRequest, ended_id: UUID) -> HttpResponse:
    sessions.end_session(post=owner_of(request), account=request.account, session_id=ended_id, at=now())
    if str(ended_id) == session_id(request):
        request.session.flush()
        return HttpResponseRedirect(reverse("sign-in"))
    messages.success(request, _("That browser is signed out."))
    return HttpResponseRedirect(reverse("my-account"))


@require_POST
@account_required
def end_other_sessions(request: AccountRequest) -> HttpResponse:
    sessions.end_sessions(post=owner_of(request), account=request.account, but=session_id(request), at=now())
    messages.success(request, _("All other browsers are signed out."))
    return HttpResponseRedirect(reverse("my-account"))


@require_POST
@account_required
def language(request: AccountRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(reverse("my-account"))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        choose_language(post=owner_of(request), account=request.account, language=chosen)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax")
    return response


def _with_new_key(request: AccountRequest) -> HttpResponse:
    request.session[CONFIRMED] = now().timestamp()
    request.session.cycle_key()
    messages.success(request, _("Your password is changed. All other browsers are signed out."))
    return HttpResponseRedirect(reverse("my-account") if request.post else "/")


def _context(request: AccountRequest, *, at: datetime) -> dict[str, Any]:
    owner, account = owner_of(request), request.account
    with bound_to_own(owner, account):
        return {
            "person": account.person,
            "held": [(post, role(post.role).name) for post in request.posts],
            "language_form": LanguageForm(initial={"language": request.LANGUAGE_CODE}),
            "authenticator": second_factors.has_authenticator(account),
            "codes_left": second_factors.recovery_codes_left(account.id),
            "codes_made": sign_in_rules().second_factor.recovery_codes,
            "required": second_factor_required(account, request.posts),
            "recommended": second_factor_recommended(request.posts),
            "passkeys": passkeys.passkeys_of(post=owner, account=account),
            "sessions": [
                {
                    "row": row,
                    "browser": browser_name(row.device),
                    "means": sentence_of_means(row.means),
                    "current": str(row.id) == session_id(request),
                }
                for row in sessions.sessions_of(post=owner, account=account, at=at)
            ],
            "tokens": [
                (token, role(token.post.role).name, token.expires_at <= at)
                for token in tokens.tokens_of(post=owner, account=account)
            ],
            "failures": failures_of_name(account.username, at=at),
        }
