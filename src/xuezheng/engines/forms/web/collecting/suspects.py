"""Figures of a collection that are worth a second look: what is remarkable about each, the report to open, the answers."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import collection_to_see, minute_of
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import REVIEW, can_answer_suspicion, can_withdraw_suspicion_answer
from xuezheng.engines.forms.queries.suspects import SuspectReport, suspects_of
from xuezheng.engines.forms.web.collecting.suspicion_words import TITLES, figure, sentence
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost

PAGE = 50
ANSWERED = "answered"


@post_required(REVIEW)
def suspicious_figures(request: PostRequest, collection_id: UUID) -> HttpResponse:
    collection = collection_to_see(request.post, collection_id)
    found = suspects_of(request.post, collection)
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    answered = request.GET.get("state", "") == ANSWERED
    if request.GET.get("format") == "xlsx":
        wanted = [suspect for suspect in found if suspect.answer or not answered]
        document = _document([suspect for suspect in wanted if kind in {"", suspect.suspicion.value}], collection.title)
        return table_response(request, document, code="suspicious-figures", form="xlsx")
    still_open = [suspect for suspect in found if suspect.answer is None]
    chosen = [suspect for suspect in found if suspect.answer] if answered else still_open
    chosen = [suspect for suspect in chosen if kind in {"", suspect.suspicion.value}]
    start = next((place for place, suspect in enumerate(chosen) if suspect.key > after), len(chosen)) if after else 0
    part = chosen[start : start + PAGE]
    context = {
        "collection": collection,
        "kinds": [
            (suspicion.value, title, sum(1 for suspect in still_open if suspect.suspicion is suspicion))
            for suspicion, title in TITLES.items()
        ],
        "kind": kind,
        "answered": answered,
        "count": len(still_open),
        "answered_count": len(found) - len(still_open),
        "rows": [_row(request.post, collection, suspect, place=request.GET.urlencode()) for suspect in part],
        "next": part[-1].key if start + PAGE < len(chosen) else "",
        "first": start == 0,
    }
    return render(request, "forms/suspects.html", context)


def findings_path(collection_id: UUID, asked: Any) -> str:
    """The list where one left it: `asked` are the parameters of its address."""
    place = {name: asked[name] for name in ("kind", "state", "after") if asked.get(name)}
    return reverse("suspicious-figures", args=[collection_id]) + (f"?{urlencode(place)}" if place else "")


def answer_path(suspect: SuspectReport) -> str:
    found = [suspect.report_id, suspect.suspicion.value, *([suspect.code] if suspect.code else [])]
    return reverse("answer-suspicion", args=found)


def _row(post: ActingPost, collection: Collection, suspect: SuspectReport, *, place: str) -> dict[str, Any]:
    is_open, answer = collection.closed_at is None, suspect.answer
    return {
        "unit": suspect.unit_name,
        "address": report_path(suspect.report_id),
        "kind": TITLES[suspect.suspicion],
        "sentence": sentence(suspect),
        "answer": answer,
        "earlier": suspect.earlier,
        "earlier_value": figure(suspect.earlier.value) if suspect.earlier and suspect.field else "",
        "to_answer": f"{answer_path(suspect)}?{place}"
        if is_open and answer is None and can_answer_suspicion(post, suspect)
        else "",
        "may_withdraw": is_open and answer is not None and can_withdraw_suspicion_answer(post, answer),
    }


def _document(found: Sequence[SuspectReport], title: str) -> DocumentTable:
    return DocumentTable(
        title=_("Figures worth a second look"),
        subtitle=title,
        heads=[
            Head(title=_("Unit"), width=36),
            Head(title=_("Kind of finding"), width=18),
            Head(title=_("What is remarkable"), width=70),
            Head(title=_("What was found"), width=50),
            Head(title=_("Answered by"), width=30),
            Head(title=_("Answered at"), width=18),
        ],
        rows=[
            [suspect.unit_name, TITLES[suspect.suspicion], sentence(suspect), *_answer_cells(suspect)]
            for suspect in found
        ],
    )


def _answer_cells(suspect: SuspectReport) -> list[str]:
    answer = suspect.answer
    if answer is None:
        return ["", "", ""]
    return [answer.words, f"{answer.unit_name} {answer.person_name}", minute_of(answer.answered_at)]
