"""After the publication: a unit takes note of its result or appeals against items of it, and the appeals are decided."""

from xuezheng.modules.assessment.actions.appeals.appeal_item import appeal_item
from xuezheng.modules.assessment.actions.appeals.close_lapsed import close_lapsed
from xuezheng.modules.assessment.actions.appeals.decide_appeal import decide_appeal
from xuezheng.modules.assessment.actions.appeals.take_note import take_note

__all__ = ["appeal_item", "close_lapsed", "decide_appeal", "take_note"]
