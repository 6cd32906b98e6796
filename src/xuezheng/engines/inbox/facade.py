"""The inbox's door for every other package."""

from xuezheng.engines.inbox.actions.close_todos import close_todos
from xuezheng.engines.inbox.actions.open_todos import open_todos
from xuezheng.engines.inbox.actions.send_messages import send_messages
from xuezheng.engines.inbox.drafts import MessageDraft, TodoDraft
from xuezheng.engines.inbox.reminding import check_platform_reminds, note_reminders
from xuezheng.engines.inbox.topics import register_topic

__all__ = [
    "MessageDraft",
    "TodoDraft",
    "check_platform_reminds",
    "close_todos",
    "note_reminders",
    "open_todos",
    "register_topic",
    "send_messages",
]
