"""Signing in with a password and a second factor, signing out, and choosing the post to act under."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import post_required
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.origin import origin_of
from xuezheng.kernel.pages.web.targets import next_target
from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.acting import posts_in_force
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.sign_in import devices
from xuezheng.kernel.people.sign_in.confirmation import CONFIRMED
from xuezheng.kernel.people.sign_in.demonstration import is_loopback, refuse_demonstration
from xuezheng.kernel.people.sign_in.hints import SignInHint, hints
from xuezheng.kernel.people.sign_in.owner import person_acting
from xuezheng.kernel.people.sign_in.passkeys import place_of
from xuezheng.kernel.people.sign_in.passwords import account_with_password
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.people.sign_in.second_factors import accept_code, needs_second_step, recovery_codes_left
from xuezheng.kernel.people.sign_in.standing import second_factor_required
from xuezheng.kernel.people.web.middleware import POST
from xuezheng.kernel.people.web.requests import open_while_owing
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

UNFINISHED = "unfinished"


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("The six digits your authenticator app shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
    )


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what a right password leads to."""
    if getattr(request, "account", None) is not None:
        return HttpResponseRedirect(next_target(request) if getattr(request, "post", None) else reverse("my-account"))
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _after_password(request, form, at=now())
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = refusal.status
    shown = _hints(request)
    passwords = {hint.password for hint in shown}
    context = {
        "form": form,
        "next": next_target(request),
        "hints": shown,
        "hints_password": passwords.pop() if len(passwords) == 1 else "",
        "passkeys": place_of(request.get_host(), secure=request.is_secure()) is not None,
    }
    return render(request, "people/sign_in.html", context, status=status)


@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """After a right password: the code of an app, or a recovery code."""
    at = now()
    account = _unfinished(request, at=at)
    if account is None:
        return HttpResponseRedirect(reverse("sign-in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        cookie = request.COOKIES.get(devices.COOKIE, "")
        try:
            means = accept_code(account=account, code=form.cleaned_data["code"], cookie=cookie, at=at)
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            return _after_code(request, account, means=means, at=at)
    passkeys = place_of(request.get_host(), secure=request.is_secure()) is not None
    context = {"form": form, "next": request.session[UNFINISHED]["next"], "passkeys": passkeys}
    return render(request, "people/second_step.html", context, status=status)


@require_POST
@open_while_owing
def sign_out(request: HttpRequest) -> HttpResponse:
    account: Account | None = getattr(request, "account", None)
    if account is not None:
        acting = person_acting(account, origin=origin_of(request), request_id=getattr(request, "request_id", ""))
        with bound(system_post("sign-in")):
            note(post=acting, account=account, act="sign_out", at=now())
    request.session.flush()
    return HttpResponseRedirect(reverse("sign-in"))


@require_POST
@post_required()
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act under another of the own posts: a new cookie, since what the session may do changes."""
    wanted = request.POST.get("post", "")
    if wanted not in {str(post.id) for post in request.posts}:  # type: ignore[attr-defined] # set by the middleware
        raise Refusal(gettext_lazy("Choose one of the posts you hold now."), field="post")
    request.session[POST] = wanted
    request.session.cycle_key()
    return HttpResponseRedirect(next_target(request))


def finish(request: HttpRequest, account: Account, *, means: str, target: str, at: datetime) -> HttpResponse:
    """Open the session: a fresh key, the browser known from now on, the account's language."""
    origin, device = origin_of(request), request.headers.get("User-Agent", "")
    request.session.begin(account=account, means=means, origin=origin, device=device, at=at)  # type: ignore[attr-defined] # our own engine
    request.session[CONFIRMED] = at.timestamp()
    rotate_token(request)
    acting = person_acting(account, origin=origin, request_id=getattr(request, "request_id", ""))
    with bound(system_post("sign-in")):
        Account.objects.filter(id=account.id).update(last_login=at)
        note(post=acting, account=account, act="sign_in", at=at, after={"means": means})
    response = HttpResponseRedirect(target)
    _remember_browser(request, response, account)
    if account.language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax")
    return response


def _after_password(request: HttpRequest, form: SignInForm, *, at: datetime) -> HttpResponse:
    account = account_with_password(
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"],
        origin=origin_of(request),
        cookie=request.COOKIES.get(devices.COOKIE, ""),
        at=at,
    )
    with bound(system_post("sign-in")):
        posts = posts_in_force(account.person_id, at=at)
    target = next_target(request)
    if not needs_second_step(account, required=second_factor_required(account, posts)):
        return finish(request, account, means="password", target=target, at=at)
    until = at + sign_in_rules().sessions.unfinished
    request.session.flush()
    request.session[UNFINISHED] = {"account": str(account.id), "until": until.timestamp(), "next": target}
    return HttpResponseRedirect(reverse("second-step"))


def _unfinished(request: HttpRequest, *, at: datetime) -> Account | None:
    """Whose password was right a moment ago, in this browser."""
    kept = request.session.get(UNFINISHED)
    if kept is None or kept["until"] < at.timestamp():
        return None
    with bound(system_post("sign-in")):
        account = Account.objects.filter(id=UUID(kept["account"]), is_active=True).select_related("person").first()
    if account is not None:
        refuse_demonstration(account)
    return account


def _after_code(request: HttpRequest, account: Account, *, means: str, at: datetime) -> HttpResponse:
    target = request.session[UNFINISHED]["next"]
    response = finish(request, account, means=means, target=target, at=at)
    if means == "recovery":
        with bound(system_post("sign-in")):
            left = recovery_codes_left(account.id)
        text = ngettext(
            "You used a recovery code; %(count)d is left.", "You used a recovery code; %(count)d are left.", left
        )
        messages.warning(request, text % {"count": left})
    return response


def _remember_browser(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    response.set_cookie(
        devices.COOKIE,
        devices.with_account(request.COOKIES.get(devices.COOKIE, ""), account_id=account.id),
        max_age=sign_in_rules().known_device,
        path=reverse("sign-in"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _hints(request: HttpRequest) -> list[SignInHint]:
    """Published sign-ins are shown to visitors on this very machine only."""
    alone = is_loopback(settings.LISTEN_ADDRESS) and is_loopback(origin_of(request)) and not settings.BEHIND_PROXY
    return list(hints()) if alone else []
