"""The period a person looks at, chosen in the header and kept in the session. Which periods exist is the calendar's to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise

SESSION_KEY = "period"


@dataclass(frozen=True, kw_only=True)
class PeriodChoice:
    """`code` names the period (2018, 2018Q3, 2018-09, 2018-autumn); `title` says it in the reader's language."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PeriodGroup:
    """Periods of one kind (years, quarters, months, terms), newest first."""

    title: str | Promise
    choices: Sequence[PeriodChoice]


class PeriodSource(Protocol):
    """What the calendar registers. `find` knows every valid code, also those not offered."""

    def groups(self, *, today: date) -> Sequence[PeriodGroup]: ...

    def find(self, code: str) -> PeriodChoice | None: ...

    def standard(self, *, today: date) -> PeriodChoice: ...


_sources: list[Callable[[], PeriodSource]] = []


def register(source: Callable[[], PeriodSource]) -> None:
    """The calendar hands over its source; the last one registered counts."""
    _sources[:] = [source]


def source() -> PeriodSource | None:
    return _sources[0]() if _sources else None


def chosen(kept: object, *, today: date) -> PeriodChoice | None:
    """The choice a session keeps, or the standard one; none where no calendar is installed."""
    known = source()
    if known is None:
        return None
    found = known.find(kept) if isinstance(kept, str) and kept else None
    return found or known.standard(today=today)
