"""Where the worker finds the module's jobs."""

from xuezheng.modules.plans.actions.assignments.accept_many import accept_in_background
from xuezheng.modules.plans.actions.assignments.extend_deadline import renew_todos
from xuezheng.modules.plans.actions.hand_out_tasks import hand_out_tasks
from xuezheng.modules.plans.actions.put_away_todos import put_away_todos
from xuezheng.modules.plans.actions.read_paper_later import read_paper_later
from xuezheng.modules.plans.background import remind_units

__all__ = [
    "accept_in_background",
    "hand_out_tasks",
    "put_away_todos",
    "read_paper_later",
    "remind_units",
    "renew_todos",
]
