"""Forms and buttons of the acts on forms."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms import actions as acts
from xuezheng.engines.forms.places import edition_path
from xuezheng.engines.forms.policies import DESIGN
from xuezheng.engines.forms.reading_editions import edition_to_see
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version


class TextForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Declaration"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("YAML: sections, fields, tables and rules. A mistake is named with its line."),
    )


@post_required(DESIGN)
def draft(request: PostRequest) -> HttpResponse:
    def act(values: dict[str, Any]) -> str:
        row = acts.draft_form(post=request.post, text=values["text"], at=now())
        return _now("“%(title)s” is drafted.") % {"title": row.title_zh}

    return answer_form(
        request,
        form=TextForm(request.POST or None),
        act=act,
        title=_now("Draft a form from a text"),
        back=reverse("forms"),
    )


@post_required(DESIGN)
def change(request: PostRequest, edition_id: UUID) -> HttpResponse:
    row = edition_to_see(request.post, edition_id)

    def act(values: dict[str, Any]) -> str:
        acts.change_form(
            post=request.post, edition_id=row.id, version=values["version"] or 0, text=values["text"], at=now()
        )
        return _now("“%(title)s” is changed.") % {"title": row.title_zh}

    form = TextForm(request.POST or None, initial={"version": row.version, "text": row.text})
    back = edition_path(row.id)
    return answer_form(request, form=form, act=act, title=_now("Change the form"), about=str(row), back=back)


@post_required(DESIGN)
@require_POST
def publish(request: PostRequest, edition_id: UUID) -> HttpResponse:
    def act() -> str:
        row = acts.publish_form(post=request.post, edition_id=edition_id, version=posted_version(request), at=now())
        return _now("“%(title)s” is published.") % {"title": row.title_zh}

    return answer_button(request, act=act, back=edition_path(edition_id))


@post_required(DESIGN)
@require_POST
def withdraw(request: PostRequest, edition_id: UUID) -> HttpResponse:
    def act() -> str:
        row = acts.withdraw_form(post=request.post, edition_id=edition_id, version=posted_version(request), at=now())
        return _now("“%(title)s” is withdrawn.") % {"title": row.title_zh}

    return answer_button(request, act=act, back=edition_path(edition_id))


@post_required(DESIGN)
@require_POST
def discard(request: PostRequest, edition_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.discard_form(post=request.post, edition_id=edition_id, version=posted_version(request), at=now())
        return _now("The draft is discarded.")

    return answer_button(request, act=act, back=reverse("forms"))


@post_required(DESIGN)
@require_POST
def draft_next(request: PostRequest, edition_id: UUID) -> HttpResponse:
    def act() -> str:
        row = acts.draft_next_edition(
            post=request.post, edition_id=edition_id, version=posted_version(request), at=now()
        )
        return _now("Edition %(number)s is drafted.") % {"number": row.number}

    return answer_button(request, act=act, back=reverse("forms"))
