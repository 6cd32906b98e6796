"""Closing to-dos: the thing is done, or is no longer asked for."""

from collections.abc import Iterable
from datetime import datetime

from xuezheng.engines.inbox.models import Todo
from xuezheng.engines.inbox.places import INBOX
from xuezheng.kernel.scope.binding import bound


def close_todos(
    *, topic: str, subject_kind: str, subject_ids: Iterable[object], at: datetime, unit_path: str = ""
) -> int:
    """Close the open ones of these subjects, at one unit where it is named. Returns how many; those done stay as they are."""
    keys = [str(subject_id) for subject_id in subject_ids]
    with bound(INBOX):
        open_ones = Todo.objects.filter(topic=topic, subject_kind=subject_kind, subject_id__in=keys, closed_at=None)
        if unit_path:
            open_ones = open_ones.filter(unit_path=unit_path)
        return open_ones.update(closed_at=at)
