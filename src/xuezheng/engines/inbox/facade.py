"""The inbox's door for every other package."""

from xuezheng.engines.inbox.actions.close_todos import close_todos
from xuezheng.engines.inbox.actions.open_todos import open_todos
from xuezheng.engines.inbox.actions.send_messages import send_messages
from xuezheng.engines.inbox.drafts import MessageDraft, TodoDraft
from xuezheng.engines.inbox.topics import register_topic

__all__ = ["MessageDraft", "TodoDraft", "close_todos", "open_todos", "register_topic", "send_messages"]
