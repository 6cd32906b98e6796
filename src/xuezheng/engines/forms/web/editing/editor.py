"""The page of the editor: all parts in their order, each with what can be done to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms import structure
from xuezheng.engines.forms.actions.restructuring import move_part, put_part, remove_part
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.policies import DESIGN, can_direct_collection
from xuezheng.engines.forms.reading_editions import edition_to_see
from xuezheng.engines.forms.refusals import IsNotADraft
from xuezheng.engines.forms.web.editing.parts import FORMS
from xuezheng.kernel.catalogues.entries import Words
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.kernel.refusals import NotAllowed, Refusal

ADDED = {
    "sections": _("Add a section"),
    "fields": _("Add a field"),
    "tables": _("Add a table"),
    "columns": _("Add a column"),
    "rules": _("Add a rule"),
}


@dataclass(frozen=True, kw_only=True)
class Part:
    place: str
    kind: str
    title: str
    code: str
    depth: int
    is_first: bool
    is_last: bool
    added: Sequence[tuple[str, str]]
    """Places where a part can be added within this one, with the words of the button."""


@post_required(DESIGN)
def editor_page(request: PostRequest, edition_id: UUID) -> HttpResponse:
    row = draft_to_edit(request, edition_id)
    tree = structure.tree_of(row.text)
    context = {
        "edition": row,
        "parts": list(_parts(tree)),
        "added": [(f"{name}.{len(tree.get(name, []))}", str(ADDED[name])) for name in ("sections", "rules")],
    }
    return render(request, "forms/editor.html", context)


@post_required(DESIGN)
def edit_part(request: PostRequest, edition_id: UUID) -> HttpResponse:
    row = draft_to_edit(request, edition_id)
    place = request.GET.get("place", "")
    kind = _kind(place)
    tree = structure.tree_of(row.text)
    try:
        part = structure.part_at(tree, place)
    except Refusal:
        part = {}
    form = FORMS[kind](request.POST or None, initial={**FORMS[kind].shown(part), "version": row.version})

    def act(values: dict[str, Any]) -> str:
        put_part(
            post=request.post,
            edition_id=row.id,
            version=values["version"],
            place=place,
            values={**form.declared(), **({} if part else FORMS[kind].begun)},
            at=now(),
        )
        return gettext("“%(title)s” is changed.") % {"title": row.title_zh}

    title = gettext("Change the part") if part else str(ADDED[kind])
    return answer_form(
        request, form=form, act=act, title=title, about=str(row), back=reverse("edit-form", args=[row.id])
    )


@post_required(DESIGN)
@require_POST
def shift_part(request: PostRequest, edition_id: UUID) -> HttpResponse:
    place, what = request.POST.get("place", ""), request.POST.get("what", "")

    def act() -> str:
        known: dict[str, Any] = {
            "post": request.post, "edition_id": edition_id, "version": posted_version(request), "place": place,
            "at": now(),
        }  # fmt: skip
        row = remove_part(**known) if what == "remove" else move_part(**known, by=-1 if what == "up" else 1)
        return gettext("“%(title)s” is changed.") % {"title": row.title_zh}

    return answer_button(request, act=act, back=reverse("edit-form", args=[edition_id]))


def draft_to_edit(request: PostRequest, edition_id: UUID) -> FormEdition:
    row = edition_to_see(request.post, edition_id)
    if not can_direct_collection(request.post, row):
        raise NotAllowed(gettext("Only posts of the unit that made the form may change it. Switch to such a post."))
    if row.state != FormEdition.State.DRAFT:
        raise IsNotADraft(row.title_zh)
    return row


def _kind(place: str) -> str:
    if not structure.PLACE.fullmatch(place):
        raise Refusal(gettext("There is nothing at “%(place)s” in this form.") % {"place": place[:60]}, field="place")
    return place.split(".")[-2]


def _parts(tree: structure.Tree) -> Iterator[Part]:
    for name in ("sections", "rules"):
        yield from _listed(tree, name, place="", depth=0)


WITHIN: dict[str, Sequence[str]] = {"sections": ("fields", "tables"), "tables": ("columns", "rules")}


def _listed(holder: structure.Tree, name: str, *, place: str, depth: int) -> Iterator[Part]:
    siblings = holder.get(name, [])
    for number, one in enumerate(siblings):
        own = f"{place}{name}.{number}"
        within = WITHIN.get(name, ())
        yield Part(
            place=own,
            kind=name,
            title=str(Words(**one.get("title", one.get("message", {"zh": "", "en": ""})))),
            code=one["code"],
            depth=depth,
            is_first=number == 0,
            is_last=number == len(siblings) - 1,
            added=[(f"{own}.{inner}.{len(one.get(inner, []))}", str(ADDED[inner])) for inner in within],
        )
        for inner in within:
            yield from _listed(one, inner, place=f"{own}.", depth=depth + 1)
