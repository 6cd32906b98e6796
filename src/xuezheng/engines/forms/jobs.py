"""Where the worker finds the engine's jobs."""

from xuezheng.engines.forms.actions.handing_over import hand_over_reports
from xuezheng.engines.forms.actions.reminding.tell_units import tell_units
from xuezheng.engines.forms.actions.sheets.apply_sheet import apply_in_background
from xuezheng.engines.forms.background import clear_old_sheets, hand_over_waiting, remind_of_reports

__all__ = [
    "apply_in_background",
    "clear_old_sheets",
    "hand_over_reports",
    "hand_over_waiting",
    "remind_of_reports",
    "tell_units",
]
