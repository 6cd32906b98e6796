"""Where the worker finds the engine's jobs."""

from xuezheng.engines.forms.actions.handing_over import hand_over_reports
from xuezheng.engines.forms.actions.reminding.tell_units import tell_units
from xuezheng.engines.forms.background import remind_of_reports

__all__ = ["hand_over_reports", "remind_of_reports", "tell_units"]
