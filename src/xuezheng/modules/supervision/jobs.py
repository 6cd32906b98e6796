"""Where the worker finds the module's jobs."""

from xuezheng.modules.supervision.background import tell_of_unanswered_orders

__all__ = ["tell_of_unanswered_orders"]
