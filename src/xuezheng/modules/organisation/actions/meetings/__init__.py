"""What can be done with meetings and what they resolved."""

from xuezheng.modules.organisation.actions.meetings.change_meeting import change_meeting
from xuezheng.modules.organisation.actions.meetings.record_meeting import record_meeting
from xuezheng.modules.organisation.actions.meetings.record_resolution import (
    change_resolution,
    record_resolution,
    remove_resolution,
)
from xuezheng.modules.organisation.actions.meetings.turn_into_task import turn_into_task

__all__ = [
    "change_meeting",
    "change_resolution",
    "record_meeting",
    "record_resolution",
    "remove_resolution",
    "turn_into_task",
]
