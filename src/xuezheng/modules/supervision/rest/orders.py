"""Endpoints of supervision orders."""

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from xuezheng.kernel.clock import today
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.facade import get_unit
from xuezheng.modules.supervision.actions import orders as acts
from xuezheng.modules.supervision.models import Order, OrderReply
from xuezheng.modules.supervision.policies.orders import order_replies_visible_to, orders_visible_to
from xuezheng.modules.supervision.queries.orders import get_order, overdue_to_order
from xuezheng.modules.supervision.rest import router
from xuezheng.modules.supervision.rest.schemas import (
    OrderClosingIn,
    OrderIn,
    OrderOut,
    OrderReplyIn,
    OrderReplyOut,
    OrderWithdrawalIn,
    OverdueOrdersIn,
    OverduePreviewOut,
    ReplyReturnIn,
)
from xuezheng.modules.supervision.status import OrderStatus, standing

READ, ORDER, REPLY = "supervision.read", "supervision.order", "supervision.reply"
ONE = "/orders/{uuid:order_id}"
Code = Annotated[str, Field(max_length=20)]


@router.lists("/orders", item=OrderOut, permission=READ, order="-issued_at")
def list_supervision_orders(request: ApiRequest, status: OrderStatus | None = None) -> QuerySet[Order]:
    """Orders to the own unit and to those below, newest first; of one state where it is named."""
    rows = orders_visible_to(request.post)
    return rows.filter(standing(status, day=today(request.at))) if status else rows


@router.reads("/orders/overdue", returns=OverduePreviewOut, permission=ORDER)
def preview_overdue_orders(request: ApiRequest, below: Code = "") -> dict[str, int]:
    """How many orders about all that is overdue there would be, at how many units; nothing is issued."""
    found = overdue_to_order(request.post, day=today(request.at), below=_path(request, below))
    return {"orders": len(found.facts), "units": found.units, "ordered_already": found.ordered}


@router.reads(ONE, returns=OrderOut, permission=READ)
def read_supervision_order(request: ApiRequest, order_id: UUID) -> Order:
    """One order, with the facts as they stood at its issue."""
    return get_order(request.post, order_id)


@router.lists(f"{ONE}/replies", item=OrderReplyOut, permission=READ, order="-replied_at")
def list_order_replies(request: ApiRequest, order_id: UUID) -> QuerySet[OrderReply]:
    """Replies to an order, the returned ones with the reason."""
    return order_replies_visible_to(request.post).filter(order=get_order(request.post, order_id))


@router.creates(
    "/orders",
    returns=OrderOut,
    permission=ORDER,
    location=lambda order: f"/api/v1/supervision/orders/{order.id}",
)
def issue_supervision_order(request: ApiRequest, order: OrderIn) -> Order:
    """Issue an order to a unit below; it is in force at once and the unit has a to-do."""
    unit = get_unit(request.post, code=order.unit)
    return acts.issue_order(
        post=request.post,
        unit_id=unit.id,
        assignment_id=order.assignment,
        task_id=order.task,
        at=request.at,
        **order.model_dump(exclude={"unit", "assignment", "task"}),
    )


@router.creates("/orders/overdue", returns=list[OrderOut], permission=ORDER)
def issue_overdue_orders(request: ApiRequest, asked: OverdueOrdersIn) -> list[Order]:
    """Issue one order for each share that is overdue without an open order, where their number is the expected one."""
    values = asked.model_dump(exclude={"below"})
    return acts.issue_overdue_orders(post=request.post, below=_path(request, asked.below), at=request.at, **values)


@router.acts(f"{ONE}/reply", returns=OrderOut, permission=REPLY, versioned=True)
def reply_to_supervision_order(request: ApiRequest, order_id: UUID, reply: OrderReplyIn) -> Order:
    """Reply for the addressed unit."""
    return acts.reply_to_order(
        post=request.post, order_id=order_id, version=request.version, text=reply.text, at=request.at
    )


@router.acts(f"{ONE}/return", returns=OrderOut, permission=ORDER, versioned=True)
def return_order_reply(request: ApiRequest, order_id: UUID, returned: ReplyReturnIn) -> Order:
    """Give the reply back with the reason; the unit replies again."""
    return acts.return_reply(
        post=request.post, order_id=order_id, version=request.version, at=request.at, **returned.model_dump()
    )


@router.acts(f"{ONE}/close", returns=OrderOut, permission=ORDER, versioned=True)
def close_supervision_order(request: ApiRequest, order_id: UUID, closing: OrderClosingIn) -> Order:
    """Close an answered order."""
    return acts.close_order(
        post=request.post, order_id=order_id, version=request.version, at=request.at, **closing.model_dump()
    )


@router.acts(f"{ONE}/withdraw", returns=OrderOut, permission=ORDER, versioned=True)
def withdraw_supervision_order(request: ApiRequest, order_id: UUID, withdrawal: OrderWithdrawalIn) -> Order:
    """Withdraw an order that should not have been issued; it costs no points any more."""
    return acts.withdraw_order(
        post=request.post, order_id=order_id, version=request.version, reason=withdrawal.reason, at=request.at
    )


def _path(request: ApiRequest, code: str) -> str:
    return get_unit(request.post, code=code).path if code else ""
