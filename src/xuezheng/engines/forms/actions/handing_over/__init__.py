"""Accepted reports become rows of record tables, and are taken out again where they are opened again."""

from xuezheng.engines.forms.actions.handing_over.handing import hand_over_reports
from xuezheng.engines.forms.actions.handing_over.note_handover import note_handover, note_moved_units, queue_handover

__all__ = ["hand_over_reports", "note_handover", "note_moved_units", "queue_handover"]
