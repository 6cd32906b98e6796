"""What every act on an order begins with: found, allowed, locked, of the version it was read in, not over."""

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.changing import administration_of, check_fresh, numbering_held
from xuezheng.modules.supervision.models import Order, OrderReply
from xuezheng.modules.supervision.policies.orders import can_decide_order, can_issue_orders, can_reply_to_order
from xuezheng.modules.supervision.queries.orders import get_order
from xuezheng.modules.supervision.refusals import (
    MayNotIssueOrders,
    OrderIsNotAnswered,
    OrderIsNotForYou,
    OrderIsNotYours,
    OrderIsOver,
)


def issuer_of(post: ActingPost) -> Unit:
    unit = administration_of(post) if can_issue_orders(post) else None
    if unit is None:
        raise MayNotIssueOrders
    return unit


def next_serial(issuer: Unit, year: int) -> int:
    """The issuer sees all its orders, as all are addressed below it."""
    numbering_held(issuer)
    last = Order.objects.filter(issuer=issuer, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def check_reply_day(due_on: date, *, day: date) -> None:
    if due_on <= day:
        raise Refusal(
            _("The unit needs time to reply: choose a day after today (%(day)s), not %(due)s.")
            % {"day": day.isoformat(), "due": due_on.isoformat()},
            field="due_on",
        )


def order_to_decide(post: ActingPost, order_id: UUID, *, version: int | None) -> Order:
    """For the issuing administration."""
    seen = get_order(post, order_id)
    if not can_decide_order(post, seen):
        raise OrderIsNotYours(seen.number, seen.issuer.name)
    return _locked(seen, version)


def order_to_answer(post: ActingPost, order_id: UUID, *, version: int | None) -> Order:
    """For the addressed unit."""
    seen = get_order(post, order_id)
    if not can_reply_to_order(post, seen):
        raise OrderIsNotForYou(seen.number, seen.unit.name)
    return _locked(seen, version)


def standing_reply(post: ActingPost, order: Order) -> OrderReply:
    """The reply that waits for a decision, which nobody decides about who gave it."""
    if order.replied_at is None:
        raise OrderIsNotAnswered(order.number)
    if order.replied_by is not None and order.replied_by == post.person_id:
        raise NotAllowed(_("You replied to this order yourself under another post. Somebody else decides about it."))
    return OrderReply.objects.filter(order=order, returned_at=None).latest("replied_at")


def _locked(seen: Order, version: int | None) -> Order:
    order = Order.objects.select_for_update(no_key=True).get(id=seen.id)
    order.unit, order.issuer = seen.unit, seen.issuer
    check_fresh(order.version, version, name=order.number)
    if order.closed_at is not None or order.withdrawn_at is not None:
        raise OrderIsOver(order.number)
    return order
