"""The addressed unit's reply."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.orders.locking import order_to_answer
from xuezheng.modules.supervision.changing import note, saved, words
from xuezheng.modules.supervision.events import OrderAnswered
from xuezheng.modules.supervision.models import Order, OrderReply
from xuezheng.modules.supervision.refusals import OrderIsAnswered
from xuezheng.modules.supervision.telling import no_more_reply


@transaction.atomic
def reply_to_order(*, post: ActingPost, order_id: UUID, version: int | None, text: str, at: datetime) -> Order:
    """Also after the deadline: that it came late stays a fact. Files are added to the order before."""
    order = order_to_answer(post, order_id, version=version)
    if order.replied_at is not None:
        raise OrderIsAnswered(order.number)
    text = words(text, field="text", missing=_("The reply is empty. Say what was done, and what is still to come."))
    OrderReply.objects.create(
        order=order, unit_path=order.unit_path, text=text, person_name=post.person_name, replied_at=at
    )
    saved(order, replied_at=at, replied_by=post.person_id)
    note("reply_to_order", post=post, row=order, at=at, after={"text": text})
    announce(OrderAnswered(unit_path=order.unit_path, order_id=str(order.id)), at=at)
    no_more_reply(order, at=at)
    return order
