"""A line as a sentence: the fact that cost the points, with its number, in the reader's language."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.modules.supervision.weighing import FactKind


class Told(Protocol):
    """A stored line, or one of a draft."""

    @property
    def fact(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def due_on(self) -> date: ...
    @property
    def came_on(self) -> date | None: ...


def sentence_of(line: Told) -> str:
    say = SENTENCES.get(line.fact)
    if say is None:
        return line.fact
    values = {
        "count": line.count,
        "due": line.due_on.isoformat(),
        "came": line.came_on.isoformat() if line.came_on else "",
    }
    return say(line.count) % values


def _overdue(count: int) -> str:
    return ngettext(
        "Due on %(due)s, not submitted: %(count)d day late in the period",
        "Due on %(due)s, not submitted: %(count)d days late in the period",
        count,
    )


def _late(count: int) -> str:
    return ngettext(
        "Due on %(due)s, submitted on %(came)s: %(count)d day late in the period",
        "Due on %(due)s, submitted on %(came)s: %(count)d days late in the period",
        count,
    )


def _unreported(count: int) -> str:
    return ngettext("%(count)d month without a report", "%(count)d months without a report", count)


def _returned(count: int) -> str:
    return ngettext("Submission returned %(count)d time", "Submissions returned %(count)d times", count)


def _unanswered(count: int) -> str:
    return ngettext(
        "Reply due on %(due)s, none given: %(count)d day late in the period",
        "Reply due on %(due)s, none given: %(count)d days late in the period",
        count,
    )


def _late_reply(count: int) -> str:
    return ngettext(
        "Reply due on %(due)s, given on %(came)s: %(count)d day late in the period",
        "Reply due on %(due)s, given on %(came)s: %(count)d days late in the period",
        count,
    )


def _reply_returned(count: int) -> str:
    return ngettext("Reply returned %(count)d time", "Replies returned %(count)d times", count)


SENTENCES: dict[str, Callable[[int], str]] = {
    FactKind.OVERDUE: _overdue,
    FactKind.LATE: _late,
    FactKind.UNREPORTED: _unreported,
    FactKind.RETURNED: _returned,
    FactKind.UNANSWERED: _unanswered,
    FactKind.LATE_REPLY: _late_reply,
    FactKind.REPLY_RETURNED: _reply_returned,
}


def points(value: Decimal) -> str:
    """As shown and printed: 92.5, 100."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def edition_name(number: int) -> str:
    """Edition 0 is the catalogue's."""
    return _("edition %(number)d") % {"number": number} if number else _("the platform's own weights")
