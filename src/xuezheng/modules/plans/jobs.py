"""Where the worker finds the module's jobs."""

from xuezheng.modules.plans.actions.hand_out_tasks import hand_out_tasks

__all__ = ["hand_out_tasks"]
