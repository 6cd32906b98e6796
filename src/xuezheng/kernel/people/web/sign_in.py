"""Signing in and out, and choosing the post to act under."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.pages.web.access import post_required
from xuezheng.kernel.people.passwords import account_with_password
from xuezheng.kernel.people.web.middleware import ACCOUNT, POST
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound


class SignInForm(forms.Form):
    username = forms.CharField(label=_("Sign-in name"), max_length=60)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)


def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with bound(system_post("sign-in")):
            account = account_with_password(form.cleaned_data["username"], form.cleaned_data["password"])
        if account is not None:
            request.session.cycle_key()
            request.session[ACCOUNT] = str(account.id)
            return HttpResponseRedirect(_next(request))
        form.add_error(None, _("Sign-in name and password do not match. Check both, also the keyboard's language."))
    return render(request, "people/sign_in.html", {"form": form})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponseRedirect("/sign-in/")


@require_POST
@post_required()
def switch_post(request: HttpRequest) -> HttpResponse:
    request.session[POST] = request.POST.get("post", "")
    return HttpResponseRedirect(_next(request))


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/"
