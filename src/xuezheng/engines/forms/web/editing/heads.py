"""The head of a form: its name, how often and of whom it is asked. A form begins with it, without a line of text."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms import structure
from xuezheng.engines.forms.actions.restructuring import begin_form, put_head
from xuezheng.engines.forms.policies import DESIGN
from xuezheng.engines.forms.web.editing.editor import draft_to_edit
from xuezheng.engines.forms.web.editing.parts import words_field
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.units.kinds import UnitKind

PERIODS = [
    ("quarter", _("every quarter")),
    ("year", _("every year")),
    ("term", _("every term")),
    ("month", _("every month")),
    ("once", _("once")),
]
IN_BOTH = ("title", "about")


class HeadForm(forms.Form):
    title_zh = words_field(_("Chinese title"), most=120)
    title_en = words_field(_("English title"))
    periods = forms.ChoiceField(label=_("How often it is asked"), choices=PERIODS)
    units = forms.MultipleChoiceField(
        label=_("Kinds of units that are asked"), choices=UnitKind.choices, widget=forms.CheckboxSelectMultiple
    )
    about_zh = words_field(_("Explained in Chinese"), required=False, most=500)
    about_en = words_field(_("Explained in English"), required=False, most=500)

    def declared(self) -> dict[str, Any]:
        given = self.cleaned_data
        words = {name: {"zh": given[f"{name}_zh"], "en": given[f"{name}_en"]} for name in IN_BOTH}
        told = {name: said if any(said.values()) else None for name, said in words.items()}
        return told | {"periods": given["periods"], "units": given["units"]}


class StartForm(HeadForm):
    code = forms.CharField(
        label=_("Code of the form"),
        max_length=60,
        help_text=_("Small letters, digits and _, as network_check. Programs and files name the form by it."),
    )
    field_order = ("title_zh", "title_en", "code")


class ChangedHeadForm(HeadForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


@post_required(DESIGN)
def start(request: PostRequest) -> HttpResponse:
    """A draft with a head and one empty section, which the editor fills."""
    form = StartForm(request.POST or None)
    drafted: list[UUID] = []

    def act(_values: dict[str, Any]) -> str:
        row = begin_form(post=request.post, code=form.cleaned_data["code"], values=form.declared(), at=now())
        drafted.append(row.id)
        return _now("“%(title)s” is drafted. Add its fields.") % {"title": row.title_zh}

    explained = _now("Its sections, fields and rules are put together in the editor afterwards.")
    answer = answer_form(
        request, form=form, act=act, title=_now("Draft a form"), explained=explained, back=reverse("forms")
    )
    return HttpResponseRedirect(reverse("edit-form", args=drafted)) if drafted else answer


@post_required(DESIGN)
def change_head(request: PostRequest, edition_id: UUID) -> HttpResponse:
    row = draft_to_edit(request, edition_id)
    form = ChangedHeadForm(
        request.POST or None, initial={**_shown(structure.tree_of(row.text)), "version": row.version}
    )

    def act(values: dict[str, Any]) -> str:
        put_head(post=request.post, edition_id=row.id, version=values["version"], values=form.declared(), at=now())
        return _now("“%(title)s” is changed.") % {"title": form.cleaned_data["title_zh"]}

    back = reverse("edit-form", args=[row.id])
    return answer_form(request, form=form, act=act, title=_now("Name, period and units"), about=str(row), back=back)


def _shown(tree: Mapping[str, Any]) -> dict[str, Any]:
    words = {
        f"{name}_{language}": tree.get(name, {}).get(language, "") for name in IN_BOTH for language in ("zh", "en")
    }
    return {**words, "periods": tree["periods"], "units": tree.get("units", [])}
