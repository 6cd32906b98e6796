"""What the post is sent: the form, what the next digest would say, and the copies of the last ones."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from xuezheng.engines.inbox.actions.change_subscription import Wish, change_subscription
from xuezheng.engines.inbox.mailing import goes_to_files
from xuezheng.engines.inbox.models import Subscription
from xuezheng.engines.inbox.queries.digests import content_for, get_digest, recent_digests
from xuezheng.engines.inbox.queries.subscriptions import subscription_of
from xuezheng.engines.inbox.topics import known_topics
from xuezheng.kernel import clock
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into


class SubscriptionForm(forms.Form):
    """The version is the one the page showed: who changed it in another window is told."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    frequency = forms.ChoiceField(label=gettext_lazy("How often"), choices=Subscription.Frequency.choices)
    by_inbox = forms.BooleanField(label=gettext_lazy("Keep a copy in the inbox"), required=False)
    by_email = forms.BooleanField(label=gettext_lazy("Send it by e-mail"), required=False)
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Used for digests only."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen means all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = known_topics()
        if topics:
            self.fields["topics"].choices = topics  # type: ignore[attr-defined] # a choice field, declared above
        else:
            del self.fields["topics"]


@post_required()
def subscription(request: PostRequest) -> HttpResponse:
    kept = subscription_of(request.post)
    if request.method == "POST":
        form = SubscriptionForm(request.POST)
        if form.is_valid():
            given = dict(form.cleaned_data)
            version = given.pop("version")
            with refusals_into(form):
                change_subscription(post=request.post, wish=Wish(**given), version=version, at=clock.now())
                messages.success(request, _("Your subscription is saved."))
                return HttpResponseRedirect(reverse("subscription"))
    else:
        form = SubscriptionForm(initial={name: getattr(kept, name) for name in SubscriptionForm.base_fields})
    return render(request, "inbox/subscription.html", {"form": form, **_around(request, kept)})


@require_GET
@post_required()
def digest(request: PostRequest, digest_id: UUID) -> HttpResponse:
    found = get_digest(request.post, digest_id)
    return render(request, "inbox/digest.html", {"digest": found, "content": found.content})


def _around(request: PostRequest, kept: Subscription) -> dict[str, Any]:
    at = clock.now()
    if kept.version == 0:
        kept.changed_at = at
    return {
        "content": content_for(request.post, kept, at=at),
        "digests": recent_digests(request.post),
        "goes_to_files": goes_to_files(),
    }
