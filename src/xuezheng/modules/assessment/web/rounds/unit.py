"""One unit's result in a round: what it said, what the records show, what was given, what is to be put right."""

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
from xuezheng.modules.assessment.actions import rounds as acts
from xuezheng.modules.assessment.documents.unit_report import unit_document
from xuezheng.modules.assessment.models import ItemResult
from xuezheng.modules.assessment.places import assessed_path
from xuezheng.modules.assessment.policies.reach import READ, RUN
from xuezheng.modules.assessment.policies.rounds import can_change_round, item_results_visible_to, knows_points
from xuezheng.modules.assessment.queries.reviews import reviews_of
from xuezheng.modules.assessment.queries.rounds import full_of, get_assessed, items_of, results_of
from xuezheng.modules.assessment.web.rounds.forms import RectificationForm
from xuezheng.modules.supervision import facade as supervision

DAYS_TO_REPLY = 30


@post_required(READ)
def unit_page(request: PostRequest, assessed_id: UUID) -> HttpResponse:
    post, assessed = request.post, get_assessed(request.post, assessed_id)
    held, results, knows = assessed.round, results_of(post, assessed), knows_points(post, assessed)
    full = full_of(items_of(post, held))
    if request.GET.get("format") == "docx":
        title = _("Result of %(unit)s") % {"unit": assessed.unit_name}
        document = unit_document(assessed, results if knows else [], full=full)
        return word_response(request, document, code="assessment-unit", title=title, rows=len(results))
    orders = supervision.orders_about_many(post, [result.id for result in results], as_of=today(now()))
    context = {
        "assessed": assessed,
        "round": held,
        "knows": knows,
        "full": full,
        "results": [(result, orders.get(result.id), _falls_short(result)) for result in results],
        "reviews": reviews_of(post, assessed),
        "may_change": can_change_round(post, held),
    }
    return render(request, "assessment/rounds/unit.html", context)


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
