"""Where the worker finds the module's jobs."""

from xuezheng.modules.plans.actions.hand_out_tasks import hand_out_tasks
from xuezheng.modules.plans.actions.put_away_todos import put_away_todos
from xuezheng.modules.plans.actions.read_paper_later import read_paper_later

__all__ = ["hand_out_tasks", "put_away_todos", "read_paper_later"]
