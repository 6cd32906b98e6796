"""Answering figures that are worth a second look, and withdrawing such an answer."""

from xuezheng.engines.forms.actions.looking_into.answer_suspicion import answer_suspicion
from xuezheng.engines.forms.actions.looking_into.withdraw_suspicion_answer import withdraw_suspicion_answer

__all__ = ["answer_suspicion", "withdraw_suspicion_answer"]
