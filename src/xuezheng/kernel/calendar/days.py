"""Working days as values: the shipped holidays, what units changed, and counting by them. No database here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from chinese_calendar import constants
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import CHINA, today
from xuezheng.kernel.refusals import Refusal

FARTHEST = 2000
"""Working days that can be counted at once: about eight years."""

FIRST_YEAR, LAST_YEAR = 1901, 2190
"""The years of the calendar. A day beyond them could be set, but no page would show it to take it back."""


class Ground(StrEnum):
    """Why a day is a working day or not."""

    WEEK = "week"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OVERRIDE = "override"


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What a unit said about one day."""

    working: bool
    name: str
    unit_path: str


@dataclass(frozen=True, kw_only=True)
class DayFacts:
    """One day. `provisional` where its year's holidays are not shipped yet and only the weekend is known."""

    day: date
    working: bool
    ground: Ground
    name: str = ""
    provisional: bool = False


class TooManyDays(Refusal):
    code = "too-many-days"

    def __init__(self, count: int) -> None:
        super().__init__(
            _("%(count)s working days are more than can be counted at once. Give at most %(most)s.")
            % {"count": count, "most": FARTHEST},
            field="count",
        )


@cache
def shipped_years() -> tuple[int, ...]:
    """Years whose holidays the package chinesecalendar carries, from the yearly notices of the State Council."""
    return tuple(sorted({day.year for day in constants.holidays}))


def shipped_facts(day: date) -> DayFacts:
    name = constants.holidays.get(day) or constants.workdays.get(day)
    if day in constants.workdays:
        return DayFacts(day=day, working=True, ground=Ground.MAKE_UP, name=_name(name))
    if day in constants.holidays:
        return DayFacts(day=day, working=False, ground=Ground.HOLIDAY, name=_name(name))
    unknown = day.year not in shipped_years()
    return DayFacts(day=day, working=day.weekday() < 5, ground=Ground.WEEK, provisional=unknown)


def _name(english: str | None) -> str:
    """The package names holidays in English and Chinese; other languages read the English."""
    if english is None:
        return ""
    chinese = {item.value: item.chinese for item in constants.Holiday}
    return str(chinese.get(english, english) if (get_language() or "").startswith("zh") else english)


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """The days of one unit: the nearest unit above that changed a day decides about it."""

    changed: Mapping[date, Changed] = field(default_factory=dict)

    def facts(self, day: date) -> DayFacts:
        said = self.changed.get(day)
        if said is None:
            return shipped_facts(day)
        return DayFacts(day=day, working=said.working, ground=Ground.OVERRIDE, name=said.name)

    def is_working(self, day: date) -> bool:
        return self.facts(day).working

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after (or before) the day; 0 gives the day itself or the next working one."""
        if abs(count) > FARTHEST:
            raise TooManyDays(count)
        step = timedelta(days=-1 if count < 0 else 1)
        found, left = day, abs(count)
        if count == 0:
            while not self.is_working(found):
                found += step
        while left:
            found += step
            left -= self.is_working(found)
        return found

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after the first day, up to and with the last; negative where the last lies before."""
        if last < first:
            return -self.working_days_between(last, first) - self.is_working(last) + self.is_working(first)
        return sum(self.is_working(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))

    def deadline(self, at: datetime, *, working_days: int | None = None, hours: int | None = None) -> datetime:
        """When something begun at that moment is late. Hours run through nights and holidays; working days end with the day,
        so the moment is the midnight in China that follows it.
        """
        if (working_days is None) == (hours is None):
            raise ValueError("a deadline is given in working days or in hours")
        if hours is not None:
            return at + timedelta(hours=hours)
        last = self.add_working_days(today(at), working_days or 0)
        return datetime.combine(last + timedelta(days=1), time(), tzinfo=CHINA)
