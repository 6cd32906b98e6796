"""One scored period: a draft with what it would be, or the published ranking."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level
from xuezheng.modules.supervision.actions import scores as acts
from xuezheng.modules.supervision.documents.ranking import ranking_table
from xuezheng.modules.supervision.models import Scoring
from xuezheng.modules.supervision.places import scoring_path
from xuezheng.modules.supervision.policies.scores import can_change_scoring
from xuezheng.modules.supervision.queries.computing import Draft, UnitScore, computed
from xuezheng.modules.supervision.queries.scores import (
    Group,
    get_scoring,
    groups_of,
    latest_published,
    ranking,
    waiting_appeals,
)
from xuezheng.modules.supervision.saying import sentence_of
from xuezheng.modules.supervision.web.forms import VersionForm
from xuezheng.modules.supervision.web.scores import forms as asked
from xuezheng.modules.supervision.web.scores.lists import state_tag

FORMS = ("xlsx", "docx")


@post_required("supervision.read")
def scoring_page(request: PostRequest, scoring_id: UUID) -> HttpResponse:
    scoring = get_scoring(request.post, scoring_id)
    return _draft_page(request, scoring) if scoring.published_at is None else _ranking_page(request, scoring)


@post_required("supervision.read")
def latest_ranking(request: PostRequest) -> HttpResponse:
    found = latest_published(request.post)
    return HttpResponseRedirect(scoring_path(found.id) if found else reverse("scorings"))


def _draft_page(request: PostRequest, scoring: Scoring) -> HttpResponse:
    """Only the administration that drafts sees the draft; those above see that there is one."""
    own = can_change_scoring(request.post, scoring)
    draft = computed(request.post, scoring) if own else None
    context: dict[str, Any] = {
        "scoring": scoring,
        "state": state_tag(scoring),
        "own": own,
        "draft": draft,
        "scores": _worst_first(draft) if draft else [],
    }
    if draft:
        initial = {"version": scoring.version, "expected": draft.digest}
        context["form"] = asked.PublishForm(initial=initial)
    return render(request, "supervision/scores/draft.html", context)


def _worst_first(draft: Draft) -> list[UnitScore]:
    return sorted(draft.scores, key=lambda score: (score.points, score.unit.unit_path))


@post_required("supervision.score")
def draft_unit(request: PostRequest, scoring_id: UUID, unit_id: int) -> HttpResponse:
    """The lines one unit would have."""
    scoring = get_scoring(request.post, scoring_id)
    if not can_change_scoring(request.post, scoring) or scoring.published_at is not None:
        raise NotFound(_("There is no such draft within what your post may see."))
    draft = computed(request.post, scoring)
    found = next((score for score in draft.scores if score.unit.id == unit_id), None)
    if found is None:
        raise NotFound(_("There is no such unit in this draft."))
    lines = [(line, sentence_of(line)) for line in found.lines]
    return render(request, "supervision/scores/draft_unit.html", {"scoring": scoring, "score": found, "lines": lines})


def _ranking_page(request: PostRequest, scoring: Scoring) -> HttpResponse:
    post = request.post
    groups = _groups(post, scoring)
    if not groups:
        return render(request, "supervision/scores/ranking.html", {"scoring": scoring, "groups": [], "rows": []})
    chosen = _chosen(request, groups)
    rows = ranking(post, scoring, group=chosen.key)
    if request.GET.get("format") in FORMS:
        table = ranking_table(scoring, rows, group=chosen.title)
        return table_response(request, table, code="supervision-ranking", form=request.GET["format"])
    context = {
        "scoring": scoring,
        "groups": groups,
        "group": chosen,
        "rows": rows,
        "corrected": sum(1 for row in rows if row.corrected_at is not None),
        "waiting": waiting_appeals(post).filter(line__score__scoring=scoring).count(),
        "open_for_appeals": scoring.appeal_until is not None and today(now()) <= scoring.appeal_until,
        "cities": {group.key for group in groups},
        "own_path": post.scope_path,
    }
    return render(request, "supervision/scores/ranking.html", context)


def _groups(post: ActingPost, scoring: Scoring) -> Sequence[Group]:
    """The issuer's own group is called by its level; the issuer itself may rank all counties together."""
    groups = groups_of(post, scoring)
    named = [Group(key=group.key, title=group.title or _direct(scoring, group), count=group.count) for group in groups]
    if post.covers(scoring.unit_path) and len(named) > 1:
        count = sum(group.count for group in named[1:])
        named.insert(1, Group(key=Level.COUNTY, title=_("All counties"), count=count))
    return named


def _direct(scoring: Scoring, group: Group) -> str:
    return _("Directly under %(unit)s") % {"unit": scoring.unit.name} if group.key == scoring.unit_path else "—"


def _chosen(request: PostRequest, groups: Sequence[Group]) -> Group:
    asked_for = request.GET.get("group", "")
    if not asked_for:
        return groups[0]
    found = next((group for group in groups if group.key == asked_for), None)
    if found is None:
        raise NotFound(_("There is no such ranking within what your post may see."))
    return found


@post_required("supervision.score")
def draft_scoring(request: PostRequest) -> HttpResponse:
    made: list[Scoring] = []

    def act(values: dict[str, Any]) -> str:
        made.append(acts.draft_scoring(post=request.post, at=now(), **values))
        return _("The draft of “%(title)s” is computed.") % {"title": made[0].title}

    answered = answer_form(
        request,
        form=asked.DraftForm(request.POST or None),
        act=act,
        title=_("Score a period"),
        submit=_("Compute the draft"),
        explained=_("Nobody outside your administration sees a draft. Compute it as often as you like."),
        back=reverse("scorings"),
    )
    return HttpResponseRedirect(scoring_path(made[0].id)) if made and answered.status_code == 302 else answered


@post_required("supervision.score")
def publish_scoring(request: PostRequest, scoring_id: UUID) -> HttpResponse:
    scoring = get_scoring(request.post, scoring_id)

    def act(values: dict[str, Any]) -> str:
        acts.publish_scoring(post=request.post, scoring_id=scoring.id, at=now(), **values)
        return _("“%(title)s” is published and every unit is told.") % {"title": scoring.title}

    return answer_form(
        request,
        form=asked.PublishForm(request.POST or None),
        act=act,
        title=_("Publish the score"),
        about=scoring.title,
        back=scoring_path(scoring.id),
    )


@post_required("supervision.score")
def discard_scoring(request: PostRequest, scoring_id: UUID) -> HttpResponse:
    scoring = get_scoring(request.post, scoring_id)

    def act(values: dict[str, Any]) -> str:
        acts.discard_scoring(post=request.post, scoring_id=scoring.id, at=now(), **values)
        return _("The draft is discarded.")

    return answer_form(
        request,
        form=VersionForm(request.POST or None, initial={"version": scoring.version}),
        act=act,
        title=_("Discard the draft"),
        about=scoring.title,
        back=reverse("scorings"),
    )
