"""Figures of a collection that are worth a second look: what is remarkable about each, and the report to open."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import REVIEW
from xuezheng.engines.forms.queries.suspects import SuspectReport, suspects_of
from xuezheng.engines.forms.suspicions import Suspicion
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.pages.web.access import PostRequest, post_required

PAGE = 50
TITLES = {
    Suspicion.OUTLIER: gettext_lazy("Far from its peers"),
    Suspicion.JUMP: gettext_lazy("Jump since last period"),
    Suspicion.COPY: gettext_lazy("Copy of last period"),
    Suspicion.TWIN: gettext_lazy("Same as a neighbour"),
}


@post_required(REVIEW)
def suspicious_figures(request: PostRequest, collection_id: UUID) -> HttpResponse:
    collection = collection_to_see(request.post, collection_id)
    found = suspects_of(request.post, collection)
    kind = request.GET.get("kind", "")
    chosen = [suspect for suspect in found if not kind or suspect.suspicion.value == kind]
    if request.GET.get("format") == "xlsx":
        return table_response(request, _document(chosen, collection.title), code="suspicious-figures", form="xlsx")
    after = request.GET.get("after", "")
    start = next((place for place, suspect in enumerate(chosen) if suspect.key > after), len(chosen)) if after else 0
    part = chosen[start : start + PAGE]
    context = {
        "collection": collection,
        "kinds": [
            (suspicion.value, title, sum(1 for suspect in found if suspect.suspicion is suspicion))
            for suspicion, title in TITLES.items()
        ],
        "kind": kind,
        "count": len(found),
        "rows": [_row(suspect) for suspect in part],
        "next": part[-1].key if start + PAGE < len(chosen) else "",
        "first": start == 0,
    }
    return render(request, "forms/suspects.html", context)


def sentence(suspect: SuspectReport) -> str:
    value, beside = _written(suspect.value), _written(suspect.beside)
    title = suspect.field.title if suspect.field else ""
    if suspect.suspicion is Suspicion.OUTLIER:
        return _("%(field)s: %(value)s. Usual among units of its kind is %(usual)s.") % {
            "field": title,
            "value": value,
            "usual": beside,
        }
    if suspect.suspicion is Suspicion.JUMP:
        return _("%(field)s: %(value)s. Last period it was %(last)s.") % {
            "field": title,
            "value": value,
            "last": beside,
        }
    if suspect.suspicion is Suspicion.COPY:
        return _("%(equal)s of %(compared)s figures are those of last period.") % {"equal": value, "compared": beside}
    others = round(suspect.beside) - 1
    return ngettext(
        "All %(figures)s figures are the same as those of %(others)d other report of the same place.",
        "All %(figures)s figures are the same as those of %(others)d other reports of the same place.",
        others,
    ) % {"figures": value, "others": others}


def _row(suspect: SuspectReport) -> dict[str, Any]:
    return {
        "unit": suspect.unit_name,
        "address": report_path(suspect.report_id),
        "kind": TITLES[suspect.suspicion],
        "sentence": sentence(suspect),
    }


def _written(value: float) -> str:
    return formats.number_format(round(value, 2) if value % 1 else int(value), use_l10n=True)


def _document(found: Sequence[SuspectReport], title: str) -> DocumentTable:
    return DocumentTable(
        title=_("Figures worth a second look"),
        subtitle=title,
        heads=[
            Head(title=_("Unit"), width=36),
            Head(title=_("Kind of finding"), width=18),
            Head(title=_("What is remarkable"), width=70),
        ],
        rows=[[suspect.unit_name, TITLES[suspect.suspicion], sentence(suspect)] for suspect in found],
    )
