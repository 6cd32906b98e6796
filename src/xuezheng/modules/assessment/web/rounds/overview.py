"""The page of one round: where it stands, what is asked, the units with their reviews."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.forms import facade as forms
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import Round, RoundItem
from xuezheng.modules.assessment.policies.reach import READ
from xuezheng.modules.assessment.policies.rounds import can_change_round
from xuezheng.modules.assessment.queries.reviews import open_reviews
from xuezheng.modules.assessment.queries.rounds import (
    AssessedRow,
    assessed_rows,
    full_of,
    get_round,
    items_of,
    own_assessed,
)
from xuezheng.modules.assessment.status import RoundStatus, status_of
from xuezheng.modules.assessment.weighing import rules_of


@post_required(READ)
def round_page(request: PostRequest, round_id: UUID) -> HttpResponse:
    post, held = request.post, get_round(request.post, round_id)
    items, rows = items_of(post, held), assessed_rows(post, held)
    own = own_assessed(post, held)
    context = {
        "round": held,
        "status": status_of(held),
        "Status": RoundStatus,
        "sections": sections_of(items),
        "full": full_of(items),
        "rows": rows,
        "rules": rules_of(held.rules),
        "may_change": can_change_round(post, held),
        "own": own,
        "own_report": _own_report(post, held),
        "own_reviews": list(open_reviews(post).filter(round=held)),
        "chosen": len(held.chosen),
        **_progress(post, held, rows),
    }
    return render(request, "assessment/rounds/round.html", context)


def sections_of(items: list[RoundItem]) -> list[tuple[str, list[RoundItem]]]:
    return [(title, list(group)) for title, group in groupby(items, key=lambda item: item.section)]


def _own_report(post: ActingPost, held: Round) -> str:
    """Where the unit of the post evaluates itself."""
    if held.collection_id is None or post.unit_id is None or held.review_begun_at is not None:
        return ""
    return forms.address_of_report(post, held.collection_id, unit_id=post.unit_id)


def _progress(post: ActingPost, held: Round, rows: list[AssessedRow]) -> dict[str, Any]:
    """For whoever holds the round: how many have handed in, how many reviews there are."""
    if not post.covers(held.unit_path):
        return {"holds": False}
    said = forms.handed_in(post, held.collection_id) if held.collection_id else {}
    return {
        "holds": True,
        "handed_in": sum(1 for row in rows if row.assessed.unit_id in said),
        "assigned": sum(row.progress.assigned for row in rows),
        "reviewed": sum(row.progress.handed_in for row in rows),
    }
