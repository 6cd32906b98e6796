"""What is expected of a post: packages register sources, the home page shows them by urgency."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One thing to do. `waiting_for` is the office or person that waits; without a date it comes last."""

    text: str | Promise
    url: str
    due_on: date | None = None
    waiting_for: str = ""


Source = Callable[[ActingPost, datetime], Sequence[Todo]]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def todos_of(post: ActingPost, *, at: datetime) -> list[Todo]:
    """By urgency: the earliest date first, those without a date last."""
    found = [todo for source in _sources for todo in source(post, at)]
    return sorted(found, key=lambda todo: (todo.due_on is None, todo.due_on or date.max))
