"""What units are told by the platform itself: to-dos of a collection, and reminders every morning."""

from xuezheng.engines.forms.actions.reminding.remind_desks import remind_desks, remind_keepers
from xuezheng.engines.forms.actions.reminding.remind_units import remind_units
from xuezheng.engines.forms.actions.reminding.tell_above_keepers import tell_above_keepers
from xuezheng.engines.forms.actions.reminding.tell_units import tell_units

__all__ = ["remind_desks", "remind_keepers", "remind_units", "tell_above_keepers", "tell_units"]
