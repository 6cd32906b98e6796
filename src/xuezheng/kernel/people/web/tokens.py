"""Making and revoking API tokens."""

from typing import Any
from uuid import UUID

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
from xuezheng.kernel.people.permission_names import permission_name
from xuezheng.kernel.people.roles import role
from xuezheng.kernel.people.sign_in import tokens
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.people.web.requests import AccountRequest, account_required, confirmed_required, owner_of
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.kinds import listed


class TokenForm(forms.Form):
    """The permissions on offer are those of all posts held; the action checks them against the chosen one."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=60, help_text=gettext_lazy("Which program will use it, and where.")
    )
    post = forms.ChoiceField(label=gettext_lazy("Acts under"), widget=forms.Select(attrs={"data-data": ""}))
    permissions = forms.MultipleChoiceField(label=gettext_lazy("Permissions"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=gettext_lazy("Valid for days"), min_value=1)

    def __init__(self, *args: Any, request: AccountRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined] # a ChoiceField, declared above
            (str(post.id), f"{post.unit.name} · {role(post.role).name}") for post in request.posts
        ]
        held = sorted({permission for post in request.posts for permission in role(post.role).permissions})
        self.fields["permissions"].choices = [(code, permission_name(code)) for code in held]  # type: ignore[attr-defined] # as above
        self.fields["days"].initial = sign_in_rules().tokens.usual_days
        self.fields["days"].help_text = _("At most %(days)d.") % {"days": sign_in_rules().tokens.longest_days}


@confirmed_required
@never_cache
def create(request: AccountRequest) -> HttpResponse:
    form = TokenForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            token, secret = tokens.create_token(
                post=owner_of(request),
                account=request.account,
                post_id=UUID(given["post"]),
                name=given["name"],
                permissions=given["permissions"],
                days=given["days"],
                at=now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            named = listed(permission_name(code) for code in token.permissions)
            return render(request, "people/token.html", {"token": token, "secret": secret, "permissions": named})
    context = {
        "form": form,
        "title": _("New API token"),
        "submit": _("Make the token"),
        "cancel": reverse("my-account"),
    }
    return render(request, "people/account_form.html", context)


@require_POST
@account_required
def revoke(request: AccountRequest, token_id: UUID) -> HttpResponse:
    tokens.revoke_token(post=owner_of(request), account=request.account, token_id=token_id, at=now())
    messages.success(request, _("The token is revoked. Programs that show it are refused from now on."))
    return HttpResponseRedirect(reverse("my-account"))
