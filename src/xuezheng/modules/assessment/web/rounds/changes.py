"""Forms and buttons of the acts on a round."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.modules.assessment.actions import rounds as acts
from xuezheng.modules.assessment.models import Round
from xuezheng.modules.assessment.places import ranking_path, round_path
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.queries.rounds import get_round
from xuezheng.modules.assessment.web.forms import VersionForm
from xuezheng.modules.assessment.web.rounds import forms as asked


@post_required(RUN)
def draft_round(request: PostRequest) -> HttpResponse:
    made: list[Round] = []

    def act(values: dict[str, Any]) -> str:
        made.append(acts.draft_round(post=request.post, at=now(), **values))
        return _("“%(title)s” is drafted. Set its standard, then open it.") % {"title": made[0].title}

    answered = answer_form(
        request,
        form=asked.DraftForm(request.POST or None),
        act=act,
        title=_("Draft a round"),
        explained=_("Nobody outside your administration sees the draft."),
        back=reverse("assessment-rounds"),
    )
    return HttpResponseRedirect(round_path(made[0].id)) if made and answered.status_code == 302 else answered


@post_required(RUN)
def open_round(request: PostRequest, round_id: UUID) -> HttpResponse:
    return _confirmed(
        request,
        round_id,
        act=acts.open_round,
        title=_("Open the round"),
        explained=_("The standard is announced as it stands, and the units are told. It cannot be changed afterwards."),
        done=_("“%(title)s” is open and its units are told."),
    )


@post_required(RUN)
def begin_review(request: PostRequest, round_id: UUID) -> HttpResponse:
    return _confirmed(
        request,
        round_id,
        act=acts.begin_review,
        title=_("Begin the review"),
        explained=_("What the units handed in and what the records show is frozen; then experts are assigned."),
        done=_("“%(title)s” is in review. Assign its experts."),
    )


@post_required(RUN)
def publish_round(request: PostRequest, round_id: UUID) -> HttpResponse:
    return _confirmed(
        request,
        round_id,
        act=acts.publish_round,
        title=_("Publish the result"),
        explained=_("The ranking is read by everybody below, and each unit reads what was found there."),
        done=_("“%(title)s” is published and its units are told."),
        back=ranking_path(round_id),
    )


@post_required(RUN)
def discard_round(request: PostRequest, round_id: UUID) -> HttpResponse:
    return _confirmed(
        request,
        round_id,
        act=acts.discard_round,
        title=_("Discard the draft"),
        done=_("The draft is discarded."),
        back=reverse("assessment-rounds"),
    )


@post_required(RUN)
def conclude_round(request: PostRequest, round_id: UUID) -> HttpResponse:
    held = get_round(request.post, round_id)

    def act(values: dict[str, Any]) -> str:
        acts.conclude_round(post=request.post, round_id=held.id, at=now(), **values)
        return _("“%(title)s” is concluded. Look at the result, then publish it.") % {"title": held.title}

    return answer_form(
        request,
        form=asked.ConcludeForm(request.POST or None, initial={"version": held.version}),
        act=act,
        title=_("Conclude the round"),
        about=held.title,
        explained=_(
            "Points, grades and ranks are computed from the reviews. Nobody below sees them before publication."
        ),
        back=ranking_path(held.id),
    )


def _confirmed(
    request: PostRequest,
    round_id: UUID,
    *,
    act: Callable[..., Any],
    title: str,
    done: str,
    explained: str = "",
    back: str = "",
) -> HttpResponse:
    held = get_round(request.post, round_id)

    def acted(values: dict[str, Any]) -> str:
        act(post=request.post, round_id=held.id, at=now(), **values)
        return done % {"title": held.title} if "%(" in done else done

    return answer_form(
        request,
        form=VersionForm(request.POST or None, initial={"version": held.version}),
        act=acted,
        title=title,
        about=held.title,
        explained=explained,
        back=back or round_path(held.id),
    )
