"""The calendar's door for every other package."""

from xuezheng.kernel.calendar.choosing import periods_around
from xuezheng.kernel.calendar.days import DayFacts, Ground, WorkCalendar, shipped_years
from xuezheng.kernel.calendar.periods import Period, PeriodKind, period_at
from xuezheng.kernel.calendar.queries import work_calendar_of
from xuezheng.kernel.calendar.reading import PeriodIsNotReadable, find_period, parse_period

__all__ = [
    "DayFacts",
    "Ground",
    "Period",
    "PeriodIsNotReadable",
    "PeriodKind",
    "WorkCalendar",
    "find_period",
    "parse_period",
    "period_at",
    "periods_around",
    "shipped_years",
    "work_calendar_of",
]
