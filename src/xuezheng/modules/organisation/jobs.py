"""Where the worker finds the module's jobs."""

from xuezheng.modules.organisation.actions.coverage.ask_for_coverage import ask_in_background

__all__ = ["ask_in_background"]
