"""Supervision orders: issued one by one or for all that is overdue, answered, returned, closed, withdrawn."""

from xuezheng.modules.supervision.actions.orders.close_order import close_order
from xuezheng.modules.supervision.actions.orders.escalate_orders import escalate_orders
from xuezheng.modules.supervision.actions.orders.issue_order import issue_order
from xuezheng.modules.supervision.actions.orders.issue_overdue_orders import issue_overdue_orders
from xuezheng.modules.supervision.actions.orders.reply_to_order import reply_to_order
from xuezheng.modules.supervision.actions.orders.return_reply import return_reply
from xuezheng.modules.supervision.actions.orders.withdraw_order import withdraw_order

__all__ = [
    "close_order",
    "escalate_orders",
    "issue_order",
    "issue_overdue_orders",
    "reply_to_order",
    "return_reply",
    "withdraw_order",
]
