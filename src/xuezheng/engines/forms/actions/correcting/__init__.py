"""Asking for a correction where a value is kept, and answering one."""

from xuezheng.engines.forms.actions.correcting.answer_correction import answer_correction
from xuezheng.engines.forms.actions.correcting.ask_correction import ask_correction

__all__ = ["answer_correction", "ask_correction"]
