"""What is expected of a post: packages register sources, the home page shows them by urgency."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel import clock
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
_pages: list[str] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def todos_of(post: ActingPost, *, at: datetime, besides: Source | None = None) -> list[Todo]:
    """By urgency: the earliest date first, those without a date last. Of all sources, or of those besides one."""
    found = [todo for source in _sources if source is not besides for todo in source(post, at)]
    return sorted(found, key=lambda todo: (todo.due_on is None, todo.due_on or date.max))


def toned_todos(post: ActingPost, *, at: datetime, besides: Source | None = None) -> list[tuple[Todo, str, str]]:
    """Each with the tone and the words of its urgency, as `pages/todos.html` shows them."""
    return [(todo, *urgency(todo.due_on, today=clock.today(at))) for todo in todos_of(post, at=at, besides=besides)]


def register_page(address: str) -> None:
    """The URL name of the page that lists all of them, where the home page shows the most urgent; the last one counts."""
    _pages[:] = [address]


def page_of_all() -> str:
    return _pages[0] if _pages else ""


def urgency(due_on: date | None, *, today: date) -> tuple[str, str]:
    """The tone of the tag and its words: late, due today, due by a date, or simply to do."""
    if due_on is None:
        return "t", _("to do")
    days = (due_on - today).days
    if days < 0:
        return "r", ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return "a", _("due today")
    return "t", _("by %(day)s") % {"day": date_format(due_on, "MONTH_DAY_FORMAT")}
