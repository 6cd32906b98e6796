"""What the platform tells units about their tasks by itself, every morning."""

from xuezheng.modules.plans.actions.reminding.ask_for_reports import ask_for_reports
from xuezheng.modules.plans.actions.reminding.escalate_overdue import escalate_overdue
from xuezheng.modules.plans.actions.reminding.remind_of_deadlines import remind_of_deadlines

__all__ = ["ask_for_reports", "escalate_overdue", "remind_of_deadlines"]
