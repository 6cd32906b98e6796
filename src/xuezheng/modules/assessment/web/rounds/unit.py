"""One unit's result in a round: what it said, what the records show, what was given, what is to be put right."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.downloads import word_response
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.actions import rounds as acts
from xuezheng.modules.assessment.documents.unit_report import unit_document
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal
from xuezheng.modules.assessment.places import assessed_path
from xuezheng.modules.assessment.policies.appeals import can_appeal
from xuezheng.modules.assessment.policies.reach import READ, RUN
from xuezheng.modules.assessment.policies.rounds import can_change_round, item_results_visible_to, knows_points
from xuezheng.modules.assessment.queries.appeals import appeals_of, corrections_of, may_appeal_now
from xuezheng.modules.assessment.queries.reviews import reviews_of
from xuezheng.modules.assessment.queries.rounds import full_of, get_assessed, items_of, results_of
from xuezheng.modules.assessment.web.rounds.forms import RectificationForm
from xuezheng.modules.supervision import facade as supervision
from xuezheng.modules.supervision.facade import OrderSummary

DAYS_TO_REPLY = 30


@post_required(READ)
def unit_page(request: PostRequest, assessed_id: UUID) -> HttpResponse:
    post, assessed = request.post, get_assessed(request.post, assessed_id)
    held, results, knows = assessed.round, results_of(post, assessed), knows_points(post, assessed)
    full = full_of(items_of(post, held))
    if request.GET.get("format") == "docx":
        title = _("Result of %(unit)s") % {"unit": assessed.unit_name}
        document = unit_document(
            assessed, results if knows else [], full=full, corrections=corrections_of(post, assessed)
        )
        return word_response(request, document, code="assessment-unit", title=title, rows=len(results))
    context = {
        "assessed": assessed,
        "round": held,
        "knows": knows,
        "full": full,
        "results": _shown(post, assessed, results),
        "corrections": corrections_of(post, assessed),
        "may_note": assessed.shared and assessed.noted_at is None and can_appeal(post, assessed),
        "reviews": reviews_of(post, assessed),
        "may_change": can_change_round(post, held),
    }
    return render(request, "assessment/rounds/unit.html", context)


def _shown(
    post: ActingPost, assessed: AssessedUnit, results: Sequence[ItemResult]
) -> list[tuple[ItemResult, OrderSummary | None, bool, ResultAppeal | None, bool]]:
    """Each with its order, whether something is to be put right, its appeal, and whether one may be made."""
    day = today(now())
    orders = supervision.orders_about_many(post, [result.id for result in results], as_of=day)
    appeals, may_appeal = appeals_of(post, assessed), may_appeal_now(post, assessed, day=day)
    return [
        (
            result,
            orders.get(result.id),
            _falls_short(result),
            appeals.get(result.id),
            may_appeal and result.points != result.item.full,
        )
        for result in results
    ]


def _falls_short(result: ItemResult) -> bool:
    """There is something to put right."""
    return bool(result.demand) or result.points != result.item.full


@post_required(RUN)
def order_rectification(request: PostRequest, result_id: UUID) -> HttpResponse:
    rows = item_results_visible_to(request.post).select_related("assessed", "item")
    result = rows.filter(id=result_id).first()
    if result is None:
        raise NotFound(_("There is no such finding within what your post may see."))

    def act(values: dict[str, Any]) -> str:
        order = acts.order_rectification(post=request.post, result_id=result.id, at=now(), **values)
        return _("%(number)s is issued to %(unit)s.") % {"number": order.number, "unit": result.assessed.unit_name}

    initial = {"demand": result.demand, "due_on": today(now()) + timedelta(days=DAYS_TO_REPLY)}
    return answer_form(
        request,
        form=RectificationForm(request.POST or None, initial=initial),
        act=act,
        title=_("Order the rectification"),
        about=f"{result.assessed.unit_name} · {result.item.title}",
        back=assessed_path(result.assessed_id),
    )
