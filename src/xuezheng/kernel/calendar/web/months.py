"""A year laid out in months and weeks, as the page shows it."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from xuezheng.kernel.calendar.days import FIRST_YEAR, LAST_YEAR, DayFacts, Ground, WorkCalendar

WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True, kw_only=True)
class ShownDay:
    """One day of a month: its facts, its mark (休, 班), and the sentence a reader of the screen hears."""

    facts: DayFacts
    mark: str
    sentence: str
    style: str


@dataclass(frozen=True, kw_only=True)
class ShownMonth:
    """One month. Days of other months are None, so that every week has seven places."""

    title: str
    weeks: list[list[ShownDay | None]]


def months_of(year: int, days: WorkCalendar, *, today: date) -> list[ShownMonth]:
    return [
        ShownMonth(
            title=str(MONTHS[month]),
            weeks=[
                [shown_day(days.facts(day), today=today) if day.month == month else None for day in week]
                for week in WEEKS.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def shown_day(facts: DayFacts, *, today: date) -> ShownDay:
    unusual = facts.working != (facts.day.weekday() < 5)
    off, on = _("off"), _("on")
    marked = facts.ground != Ground.WEEK and (unusual or not facts.working)
    state = _("working day") if facts.working else _("day off")
    style = "work" if facts.working else ("holiday" if facts.ground != Ground.WEEK else "weekend")
    present = facts.day == today
    return ShownDay(
        facts=facts,
        mark=(on if facts.working else off) if marked else "",
        sentence=", ".join(part for part in (facts.day.isoformat(), state, facts.name, present and _("today")) if part),
        style=f"{style} today" if present else style,
    )


def year_asked(text: str, *, today: date) -> int:
    """The year of the address where the calendar has it, or this one."""
    known = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR
    return int(text) if known else today.year
