"""Giving a reply back with the reason."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.orders.locking import check_reply_day, order_to_decide, standing_reply
from xuezheng.modules.supervision.changing import note, saved, words
from xuezheng.modules.supervision.events import OrderReturned
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.telling import REPLY_AGAIN, ask_for_replies


@transaction.atomic
def return_reply(
    *, post: ActingPost, order_id: UUID, version: int | None, reason: str, at: datetime, due_on: date | None = None
) -> Order:
    """The unit replies again, until a new day where one is given, else under the deadline it had."""
    order = order_to_decide(post, order_id, version=version)
    reply = standing_reply(post, order)
    reason = words(reason, field="reason", missing=_("Say what the reply lacks, so that the unit can put it right."))
    before = {"due_on": order.due_on}
    if due_on is not None and due_on != order.due_on:
        check_reply_day(due_on, day=today(at))
    reply.returned_at, reply.return_reason = at, reason
    reply.save(update_fields=["returned_at", "return_reason"])
    saved(order, replied_at=None, replied_by=None, due_on=due_on or order.due_on)
    note(
        "return_reply",
        post=post,
        row=order,
        at=at,
        before=before if order.due_on != before["due_on"] else None,
        after={"reason": reason, "due_on": order.due_on},
    )
    announce(OrderReturned(unit_path=order.unit_path, order_id=str(order.id), reason=reason), at=at)
    ask_for_replies([order], at=at, text=REPLY_AGAIN, reason=reason)
    return order
