"""Sending messages to units."""

from collections.abc import Iterable
from datetime import datetime

from xuezheng.engines.inbox.drafts import MessageDraft, checked_messages
from xuezheng.engines.inbox.models import Message
from xuezheng.engines.inbox.places import INBOX, present_paths
from xuezheng.engines.inbox.texts import kept
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.copying import insert_or_settle


def send_messages(drafts: Iterable[MessageDraft], *, at: datetime) -> int:
    """Returns how many units are told something new: who got a message of the same topic and key keeps that one."""
    wanted = checked_messages(drafts)
    if not wanted:
        return 0
    with bound(INBOX):
        paths = present_paths(draft.unit_id for draft in wanted)
        return insert_or_settle([_row(draft, path=paths[draft.unit_id], at=at) for draft in wanted], "DO NOTHING")


def _row(draft: MessageDraft, *, path: str, at: datetime) -> Message:
    return Message(
        unit_path=path,
        unit_id=draft.unit_id,
        topic=draft.topic,
        key=draft.key,
        text=draft.text,
        params=kept(draft.params),
        url=draft.url,
        permission=draft.permission,
        sent_at=at,
    )
