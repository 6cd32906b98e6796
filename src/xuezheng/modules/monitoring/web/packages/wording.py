"""The text of one definition or template, changed by the office, or of a new indicator: compared first, then kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.refusals import NotFound
from xuezheng.modules.monitoring.actions.packages.create_indicator import create_indicator
from xuezheng.modules.monitoring.actions.packages.reword_part import reword_part
from xuezheng.modules.monitoring.addresses import indicator_address
from xuezheng.modules.monitoring.bulletins.templates import known_templates, newest_wordings, template_name
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.packages.comparing import Standing, compare_new, compare_part
from xuezheng.modules.monitoring.packages.container import MOST_PART, fingerprint
from xuezheng.modules.monitoring.packages.example import example_definition
from xuezheng.modules.monitoring.packages.gathering import REWORDED, present_part
from xuezheng.modules.monitoring.policies.bulletins import WRITE
from xuezheng.modules.monitoring.policies.packages import PACKAGES, can_exchange_packages, check_exchanges_packages
from xuezheng.modules.monitoring.web.packages.exchanging import installation_of
from xuezheng.modules.monitoring.wording import in_words


class TextForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Wording"),
        max_length=MOST_PART,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "class": "code", "spellcheck": "false", "wrap": "off"}),
        help_text=gettext_lazy("YAML, as in the catalogues. What is kept prevails over later releases."),
    )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").rstrip() + "\n"


class WordingForm(TextForm):
    seen = forms.CharField(widget=forms.HiddenInput)


@post_required(PACKAGES)
def wording(request: PostRequest, kind: str, code: str) -> HttpResponse:
    check_exchanges_packages(request.post)
    if kind not in REWORDED:
        raise NotFound(_("There is no definition or template of this name."))
    name = f"{kind}/{code}.yaml"
    before = present_part(name)
    form = WordingForm(request.POST or None, initial={"text": before, "seen": fingerprint(before)})
    context: dict[str, Any] = {"kind": kind, "code": code, "form": form, "back": _back(kind, code)}
    context["title"] = template_name(code) if kind == "bulletins" else _indicator_name(code)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "keep" in request.POST:
            with refusals_into(form):
                reword_part(
                    post=request.post,
                    name=name,
                    text=text,
                    seen=form.cleaned_data["seen"],
                    origin=installation_of(request),
                    at=now(),
                )
            if form.is_valid():
                messages.success(request, _("The new wording is in force."))
                return HttpResponseRedirect(context["back"])
        compared = compare_part(name, text, before)
        context |= {"compared": compared, "is_same": compared.standing is Standing.SAME}
    status = 422 if form.errors else 200
    return render(request, "monitoring/packages/wording.html", context, status=status)


@post_required(PACKAGES)
def new_indicator(request: PostRequest) -> HttpResponse:
    """The same editor, begun with an example; the text gives the code."""
    check_exchanges_packages(request.post)
    form = TextForm(request.POST or None, initial={"text": example_definition()})
    context: dict[str, Any] = {"kind": "indicators", "is_new": True, "form": form, "back": reverse("indicators")}
    context["title"] = _("New indicator")
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "keep" in request.POST:
            with refusals_into(form):
                code = create_indicator(post=request.post, text=text, origin=installation_of(request), at=now())
            if form.is_valid():
                messages.success(request, _("The indicator is in force, and its values are being computed."))
                return HttpResponseRedirect(indicator_address(code))
        else:
            context |= _checked(text)
    status = 422 if form.errors else 200
    return render(request, "monitoring/packages/wording.html", context, status=status)


def _checked(text: str) -> dict[str, Any]:
    """What would be kept, as it reads in words, and what is measured in the same way already."""
    compared = compare_new(text)
    if compared.standing is Standing.REFUSED:
        return {"compared": compared}
    definition = indicators.read_definition(text, name=compared.name, tables=LakeReader())
    table = lake.tables()[definition.table]
    return {
        "compared": compared,
        "definition": definition,
        "table": table,
        "measured": in_words(definition.measure, table),
        "among": in_words(definition.where, table),
        "alike": [
            each
            for each in indicators.definitions(table=table.code)
            if (each.measure, each.where) == (definition.measure, definition.where)
        ],
    }


@post_required(WRITE)
def templates(request: PostRequest) -> HttpResponse:
    worded = newest_wordings()
    rows = [{"code": code, "known": known, "worded": worded.get(code)} for code, known in known_templates().items()]
    context = {"rows": rows, "may_reword": can_exchange_packages(request.post)}
    return render(request, "monitoring/bulletins/templates.html", context)


def _back(kind: str, code: str) -> str:
    return indicator_address(code) if kind == "indicators" else reverse("bulletin-templates")


def _indicator_name(code: str) -> str:
    return next((each.name for each in indicators.definitions() if each.code == code), code)
