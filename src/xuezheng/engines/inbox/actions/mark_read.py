"""Marking messages as read. Not journalled: it changes what nobody else sees."""

from datetime import datetime
from uuid import UUID

from xuezheng.engines.inbox.models import Message, MessageRead
from xuezheng.engines.inbox.queries.messages import get_message, unread_messages_of
from xuezheng.engines.inbox.refusals import OnlyPostsSubscribe
from xuezheng.kernel.scope.acting import ActingPost


def mark_message_read(*, post: ActingPost, message_id: UUID, at: datetime) -> Message:
    message = get_message(post, message_id)
    _note([message], post=post, at=at)
    return message


def mark_all_read(*, post: ActingPost, at: datetime) -> int:
    """Those sent up to now; returns how many."""
    unread = list(unread_messages_of(post).filter(sent_at__lte=at).only("id", "unit_path"))
    _note(unread, post=post, at=at)
    return len(unread)


def _note(messages: list[Message], *, post: ActingPost, at: datetime) -> None:
    """Two browsers of one person may do it at once: it is noted once. The row lies where the message does."""
    if post.person_id is None:
        raise OnlyPostsSubscribe
    rows = [
        MessageRead(unit_path=message.unit_path, message_id=message.id, person_id=post.person_id, read_at=at)
        for message in messages
    ]
    MessageRead.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
