"""Closing an order whose reply is good (销号)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.orders.locking import order_to_decide, standing_reply
from xuezheng.modules.supervision.changing import note, saved, within_length
from xuezheng.modules.supervision.events import OrderClosed
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.telling import CLOSED, tell_order


@transaction.atomic
def close_order(
    *, post: ActingPost, order_id: UUID, version: int | None, at: datetime, closing_words: str = ""
) -> Order:
    """Only what was answered is closed; what was a mistake is withdrawn."""
    order = order_to_decide(post, order_id, version=version)
    standing_reply(post, order)
    closing_words = within_length(closing_words, field="closing_words")
    saved(order, closed_at=at, closing_words=closing_words)
    note("close_order", post=post, row=order, at=at, after={"closing_words": closing_words})
    announce(OrderClosed(unit_path=order.unit_path, order_id=str(order.id)), at=at)
    tell_order(order, at=at, text=CLOSED)
    return order
