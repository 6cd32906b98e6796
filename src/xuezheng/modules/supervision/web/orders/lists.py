"""The list of supervision orders: to the own unit, to those below, issued by the own administration."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.places import order_path
from xuezheng.modules.supervision.policies.orders import orders_issued_by, orders_visible_to, own_orders
from xuezheng.modules.supervision.status import TONES, OrderStatus, standing, status_of

WHOSE: list[tuple[str, Promise]] = [
    ("own", _("to us")),
    ("issued", _("issued by us")),
    ("others", _("of others")),
]


def listed_orders(post: ActingPost) -> QuerySet[Order]:
    return orders_visible_to(post).select_related("unit", "issuer")


def status_tag(order: Order) -> str:
    status = status_of(order, today(now()))
    return format_html('<span class="tag {}">{}</span>', TONES[status], status.label)


def _of(rows: QuerySet[Order], whose: str) -> QuerySet[Order]:
    post = acting_post()
    own, issued = own_orders(post).values("id"), orders_issued_by(post).values("id")
    if whose == "own":
        return rows.filter(id__in=own)
    return rows.filter(id__in=issued) if whose == "issued" else rows.exclude(id__in=own).exclude(id__in=issued)


ORDERS = ListPage[Order](
    code="supervision-orders",
    title=_("Supervision orders"),
    intro=_("One order about one matter: which facts, what is to be done, reply until when."),
    permission="supervision.read",
    rows=listed_orders,
    columns=[
        Column(
            key="number", title=_("Number"), value=lambda order: order.number, link=lambda order: order_path(order.id)
        ),
        Column(key="title", title=_("Matter"), value=lambda order: order.title, sort="title"),
        Column(key="unit", title=_("Addressed unit"), value=lambda order: order.unit.name, sort="unit_path"),
        Column(key="due", title=_("Reply until"), value=lambda order: order.due_on, sort="due_on"),
        Column(
            key="status",
            title=_("State"),
            value=status_tag,
            export=lambda order: str(status_of(order, today(now())).label),
        ),
        Column(key="issued", title=_("Issued at"), value=lambda order: order.issued_at, sort="issued_at"),
        Column(key="replied", title=_("Replied at"), value=lambda order: order.replied_at, shown=False),
        Column(key="issuer", title=_("Issuing unit"), value=lambda order: order.issuer.name, shown=False),
        Column(key="about", title=_("About"), value=lambda order: order.get_subject_display(), shown=False),
    ],
    default_sort="-issued",
    filters=[
        Filter(
            key="q",
            title=_("Matter"),
            kind="search",
            hint=_("Part of the matter"),
            apply=lambda rows, text: rows.filter(title__contains=text),
        ),
        Filter(key="whose", title=_("Whose"), apply=_of, choices=lambda _post: WHOSE),
        Filter(
            key="status",
            title=_("State"),
            apply=lambda rows, status: rows.filter(standing(status, day=today(now()))),
            choices=lambda _post: OrderStatus.choices,
        ),
        Filter(key="year", title=_("Year"), apply=lambda rows, year: rows.filter(year=int(year))),
    ],
    links=[
        HeadLink(title=_("Orders for all overdue"), address="overdue-orders", permission="supervision.order"),
        HeadLink(title=_("Issue an order"), address="issue-order", permission="supervision.order", primary=True),
    ],
    empty=_("No order matches. Orders to your unit appear here, and those that it issues."),
)


def search_orders(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = orders_visible_to(post).select_related("unit").filter(title__contains=text).order_by("-issued_at", "id")
    return [
        Hit(title=order.title, note=f"{order.number} · {order.unit.name}", url=order_path(order.id))
        for order in found[:limit]
    ]
