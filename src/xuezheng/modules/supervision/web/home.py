"""The module's own home: how orders stand, the latest ranking, appeals, rounds; and what waits on the home of the post."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.places import orders_path
from xuezheng.modules.supervision.policies.inspections import inspections_visible_to
from xuezheng.modules.supervision.policies.orders import orders_issued_by, own_orders
from xuezheng.modules.supervision.queries.scores import latest_published, own_scores, rank_of, ranking, waiting_appeals
from xuezheng.modules.supervision.status import OrderStatus, standing

SHOWN = 5
OPEN = (OrderStatus.OVERDUE, OrderStatus.OPEN, OrderStatus.ANSWERED)


@post_required("supervision.read")
def supervision_home(request: PostRequest) -> HttpResponse:
    post, day = request.post, today(now())
    context = {
        "own": _counted(own_orders(post), "own", day),
        "issued": _counted(orders_issued_by(post), "issued", day) if post.may("supervision.order") else [],
        "waiting": waiting_appeals(post).count(),
        "inspections": list(inspections_visible_to(post).select_related("unit").order_by("-begins_on", "id")[:SHOWN]),
        **_ranking(post),
    }
    return render(request, "supervision/home.html", context)


def _counted(rows: QuerySet[Order], whose: str, day: date) -> list[tuple[str, int, str, bool]]:
    """(title, how many, address of the list, whether it is late): one query for all states."""
    counts = rows.aggregate(
        **{status.value: Count("id", filter=Q(standing(status, day=day))) for status in OrderStatus}
    )
    return [
        (
            str(status.label),
            counts[status.value],
            orders_path(whose=whose, status=status.value),
            status is OrderStatus.OVERDUE and counts[status.value] > 0,
        )
        for status in OrderStatus
    ]


def _ranking(post: ActingPost) -> dict[str, Any]:
    scoring = latest_published(post)
    if scoring is None:
        return {"scoring": None}
    own = own_scores(post, scoring)
    found: dict[str, Any] = {"scoring": scoring, "own_score": own}
    if own is not None:
        found["rank"], found["among"] = rank_of(post, own)
        return found
    rows = ranking(post, scoring, group=scoring.unit_path)
    return {**found, "best": rows[:SHOWN], "last": rows[SHOWN:][-SHOWN:]}


def waiting_todos(post: ActingPost, _at: datetime) -> Sequence[Todo]:
    """Replies and appeals that wait for the own administration's decision."""
    found = []
    if post.may("supervision.order"):
        day = today(_at)
        replies = orders_issued_by(post).filter(standing(OrderStatus.ANSWERED, day=day)).count()
        if replies:
            text = ngettext(
                "%(count)d reply to a supervision order waits for a decision",
                "%(count)d replies to supervision orders wait for a decision",
                replies,
            )
            url = orders_path(whose="issued", status=OrderStatus.ANSWERED.value)
            found.append(Todo(text=text % {"count": replies}, url=url))
    if post.may("supervision.score"):
        appeals = waiting_appeals(post).count()
        if appeals:
            text = ngettext(
                "%(count)d appeal against a score waits for a decision",
                "%(count)d appeals against scores wait for a decision",
                appeals,
            )
            url = f"{reverse('supervision-appeals')}?outcome=open"
            found.append(Todo(text=text % {"count": appeals}, url=url))
    return found
