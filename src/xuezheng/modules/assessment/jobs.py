"""Where the worker finds the module's jobs."""

from xuezheng.modules.assessment.background import close_lapsed_todos

__all__ = ["close_lapsed_todos"]
