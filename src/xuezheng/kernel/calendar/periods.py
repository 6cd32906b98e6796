"""Periods as values: year, quarter, month, school year and its two terms, with their order, neighbours and parts."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, total_ordering

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xuezheng.kernel.calendar.terms import term_bounds


class PeriodKind(StrEnum):
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    SCHOOL_YEAR = "school_year"
    TERM = "term"


PARTS = {PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12, PeriodKind.TERM: 2}
PARENTS = {
    PeriodKind.QUARTER: PeriodKind.YEAR,
    PeriodKind.MONTH: PeriodKind.QUARTER,
    PeriodKind.TERM: PeriodKind.SCHOOL_YEAR,
}
CHILDREN = {parent: kind for kind, parent in PARENTS.items()}
CODES = {
    PeriodKind.YEAR: "{year}",
    PeriodKind.QUARTER: "{year}Q{number}",
    PeriodKind.MONTH: "{year}-{number:02d}",
    PeriodKind.SCHOOL_YEAR: "{year}-{next}",
    PeriodKind.TERM: "{year}-{next}-{number}",
}
TITLES = {
    PeriodKind.YEAR: gettext_noop("Year %(year)s"),
    PeriodKind.QUARTER: gettext_noop("Quarter %(number)s of %(year)s"),
    PeriodKind.MONTH: gettext_noop("Month %(number)s of %(year)s"),
    PeriodKind.SCHOOL_YEAR: gettext_noop("School year %(year)s–%(next)s"),
    PeriodKind.TERM: gettext_noop("Term %(number)s of school year %(year)s–%(next)s"),
}
FIRST_YEAR, LAST_YEAR = 1900, 2199
RANKS = list(PeriodKind)


@total_ordering
@dataclass(frozen=True)
class Period:
    """`year` is the one it begins in for school years and terms; `number` counts within the year, 0 where it is whole."""

    kind: PeriodKind
    year: int
    number: int = 0

    def __post_init__(self) -> None:
        most = PARTS.get(self.kind, 0)
        if not (FIRST_YEAR <= self.year <= LAST_YEAR) or not (min(most, 1) <= self.number <= most):
            raise ValueError(f"no {self.kind} {self.year}/{self.number}")

    @property
    def code(self) -> str:
        """2018, 2018Q3, 2018-09, 2018-2019, 2018-2019-1: how it is kept and passed around."""
        return CODES[self.kind].format(year=self.year, number=self.number, next=self.year + 1)

    @property
    def title(self) -> str:
        """In the reader's language."""
        values = {"year": self.year, "number": self.number, "next": self.year + 1, "month": f"{self.number:02d}"}
        return _(TITLES[self.kind]) % values

    @property
    def first_day(self) -> date:
        return _first_day(self.kind, self.year, self.number)

    @property
    def last_day(self) -> date:
        return _first_day(self.kind, *_moved(self.kind, self.year, self.number, 1)) - timedelta(days=1)

    def contains(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def holds(self, other: "Period") -> bool:
        """Whether the other lies wholly in this one."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def next(self) -> "Period":
        return Period(self.kind, *_moved(self.kind, self.year, self.number, 1))

    def previous(self) -> "Period":
        return Period(self.kind, *_moved(self.kind, self.year, self.number, -1))

    def parent(self) -> "Period | None":
        """A month's quarter, a quarter's year, a term's school year."""
        kind = PARENTS.get(self.kind)
        if kind is None:
            return None
        return Period(kind, self.year, (self.number + 2) // 3 if kind == PeriodKind.QUARTER else 0)

    def children(self) -> tuple["Period", ...]:
        kind = CHILDREN.get(self.kind)
        if kind is None:
            return ()
        numbers = (
            range(self.number * 3 - 2, self.number * 3 + 1) if kind == PeriodKind.MONTH else range(1, PARTS[kind] + 1)
        )
        return tuple(Period(kind, self.year, number) for number in numbers)

    def newest_over(self, kind: PeriodKind, *, most: int) -> list["Period"]:
        """Those of the kind that are over when this one is, newest first."""
        found: list[Period] = []
        period = self if kind == self.kind else period_at(self.last_day, kind=kind)
        while len(found) < most:
            if period.last_day <= self.last_day:
                found.append(period)
            if period.first_day.year <= FIRST_YEAR:
                break
            period = period.previous()
        return found

    def _place(self) -> tuple[date, int, int]:
        """By beginning; of those that begin together the longer first."""
        return self.first_day, -(self.last_day - self.first_day).days, RANKS.index(self.kind)

    def __lt__(self, other: "Period") -> bool:
        return self._place() < other._place()

    def __str__(self) -> str:
        return self.code


@cache
def _first_day(kind: PeriodKind, year: int, number: int) -> date:
    if kind == PeriodKind.TERM and number == 2:
        return term_bounds().second_starts(year)
    if kind in {PeriodKind.SCHOOL_YEAR, PeriodKind.TERM}:
        return term_bounds().year_starts(year)
    months = {PeriodKind.YEAR: 1, PeriodKind.QUARTER: number * 3 - 2, PeriodKind.MONTH: number}
    return date(year, months[kind], 1)


def _moved(kind: PeriodKind, year: int, number: int, steps: int) -> tuple[int, int]:
    parts = PARTS.get(kind)
    if parts is None:
        return year + steps, 0
    years, place = divmod(number - 1 + steps, parts)
    return year + years, place + 1


def period_at(day: date, *, kind: PeriodKind) -> Period:
    """The period of that kind in which the day lies."""
    year = day.year
    if kind in {PeriodKind.SCHOOL_YEAR, PeriodKind.TERM}:
        year = year if day >= term_bounds().year_starts(year) else year - 1
        number = 2 if day >= term_bounds().second_starts(year) else 1
        return Period(kind, year, number if kind == PeriodKind.TERM else 0)
    numbers = {PeriodKind.YEAR: 0, PeriodKind.QUARTER: (day.month + 2) // 3, PeriodKind.MONTH: day.month}
    return Period(kind, year, numbers[kind])
