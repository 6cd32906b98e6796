"""Withdrawing an order that should not have been issued."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.orders.locking import order_to_decide
from xuezheng.modules.supervision.changing import note, saved, words
from xuezheng.modules.supervision.events import OrderWithdrawn
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.telling import WITHDRAWN, no_more_reply, tell_order


@transaction.atomic
def withdraw_order(*, post: ActingPost, order_id: UUID, version: int | None, reason: str, at: datetime) -> Order:
    """It costs no points any more, and stays readable with the reason."""
    order = order_to_decide(post, order_id, version=version)
    reason = words(reason, field="reason", missing=_("Say why the order is withdrawn."))
    saved(order, withdrawn_at=at, withdrawal_reason=reason)
    note("withdraw_order", post=post, row=order, at=at, after={"reason": reason})
    announce(OrderWithdrawn(unit_path=order.unit_path, order_id=str(order.id), reason=reason), at=at)
    no_more_reply(order, at=at)
    tell_order(order, at=at, text=WITHDRAWN, reason=reason)
    return order
