"""The centre's page: what one has to review, the programme of rounds, the latest results, the register in numbers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.places import review_path
from xuezheng.modules.assessment.policies.reach import READ, RUN
from xuezheng.modules.assessment.policies.rounds import rounds_visible_to
from xuezheng.modules.assessment.queries.appeals import waiting_appeals
from xuezheng.modules.assessment.queries.experts import active_experts, loads
from xuezheng.modules.assessment.queries.reviews import open_reviews
from xuezheng.modules.assessment.queries.rounds import ranked
from xuezheng.modules.assessment.status import STANDING, RoundStatus

SHOWN, BEST = 8, 5


@post_required(READ)
def centre_page(request: PostRequest) -> HttpResponse:
    post = request.post
    rounds = rounds_visible_to(post).select_related("unit").order_by("-drafted_at", "id")
    latest = rounds.filter(STANDING[RoundStatus.PUBLISHED]).order_by("-published_at", "id").first()
    rows = ranked(post, latest) if latest else []
    context = {
        "today": today(now()),
        "reviews": list(open_reviews(post)[:50]),
        "running": list(rounds.exclude(STANDING[RoundStatus.PUBLISHED])[:SHOWN]),
        "published": list(rounds.filter(STANDING[RoundStatus.PUBLISHED])[:SHOWN]),
        "latest": latest,
        "appeals": list(waiting_appeals(post)[:SHOWN]),
        "best": rows[:BEST],
        "own": next((row for row in rows if row.unit_path == post.scope_path), None),
        "may_run": post.may(RUN),
        **(_register(post) if post.may(RUN) else {}),
    }
    return render(request, "assessment/centre.html", context)


def _register(post: ActingPost) -> dict[str, Any]:
    experts, on_hand = list(active_experts(post)), loads(post)
    busiest = sorted(
        ((expert, on_hand[expert.id]) for expert in experts if expert.id in on_hand),
        key=lambda pair: (-pair[1].open, pair[0].name),
    )
    return {
        "experts": len(experts),
        "outside": sum(1 for expert in experts if expert.person_id is None),
        "busiest": busiest[:BEST],
    }


def waiting_todos(post: ActingPost, at: datetime) -> Sequence[Todo]:
    """Reviews that wait for the person, under whichever post: an inbox would show them to the whole unit."""
    reviews = list(open_reviews(post)[:50])
    if not reviews:
        return []
    late = sum(1 for review in reviews if review.round.review_due_on < today(at))
    text = ngettext("%(count)d review waits for you", "%(count)d reviews wait for you", len(reviews))
    if late:
        text = ngettext(
            "%(count)d review waits for you; some are late",
            "%(count)d reviews wait for you; some are late",
            len(reviews),
        )
    return [Todo(text=text % {"count": len(reviews)}, url=review_path(reviews[0].id))]
