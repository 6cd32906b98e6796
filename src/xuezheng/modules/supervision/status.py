"""How an order stands: computed from its dates and the day, never stored or chosen."""

from datetime import date
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.supervision.models import Order


class OrderStatus(TextChoices):
    OVERDUE = "overdue", _("reply overdue")
    OPEN = "open", _("awaiting the reply")
    ANSWERED = "answered", _("awaiting the decision")
    CLOSED = "closed", _("order closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


TONES = {
    OrderStatus.OVERDUE: "r",
    OrderStatus.OPEN: "a",
    OrderStatus.ANSWERED: "v",
    OrderStatus.CLOSED: "g",
    OrderStatus.WITHDRAWN: "",
}


def status_of(order: Order, day: date) -> OrderStatus:
    if order.withdrawn_at is not None:
        return OrderStatus.WITHDRAWN
    if order.closed_at is not None:
        return OrderStatus.CLOSED
    if order.replied_at is not None:
        return OrderStatus.ANSWERED
    return OrderStatus.OVERDUE if order.due_on < day else OrderStatus.OPEN


def standing(status: str, *, day: date) -> Q:
    """The same as a condition on orders."""
    over: dict[str, Any] = {"withdrawn_at": None, "closed_at": None}
    return {
        OrderStatus.WITHDRAWN: Q(withdrawn_at__isnull=False),
        OrderStatus.CLOSED: Q(withdrawn_at=None, closed_at__isnull=False),
        OrderStatus.ANSWERED: Q(**over, replied_at__isnull=False),
        OrderStatus.OVERDUE: Q(**over, replied_at=None, due_on__lt=day),
        OrderStatus.OPEN: Q(**over, replied_at=None, due_on__gte=day),
    }[OrderStatus(status)]
