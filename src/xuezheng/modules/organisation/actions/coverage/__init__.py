"""What can be done about units that lack something."""

from xuezheng.modules.organisation.actions.coverage.ask_for_coverage import Asking, ask_for_coverage

__all__ = ["Asking", "ask_for_coverage"]
