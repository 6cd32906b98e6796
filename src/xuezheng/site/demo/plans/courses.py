"""How a unit goes through a task: which steps it takes on which days. Pure: from figures and days to steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from xuezheng.modules.plans import months

REPORT_DAY = 26
OPENING, CLOSING = {"return", "withdraw", "reopen"}, {"submit", "accept"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """`what` is report, submit, withdraw, accept, return, reopen or extend; `until` the new deadline."""

    what: str
    on: date
    month: str = ""
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """Steps taken so far, in order, with what they come to."""

    steps: tuple[Step, ...]
    due_on: date
    reports: tuple[Step, ...] = field(default=())

    def last(self, *what: str) -> Step | None:
        return next((step for step in reversed(self.steps) if step.what in what), None)

    @property
    def submitted_on(self) -> date | None:
        """None where it was given back or taken back since."""
        last = self.last("submit", *OPENING)
        return last.on if last and last.what == "submit" else None

    @property
    def accepted_on(self) -> date | None:
        last = self.last("accept", "reopen")
        return last.on if last and last.what == "accept" else None

    @property
    def returned(self) -> Step | None:
        return self.last("return")


def course_of(
    planned: Sequence[Mapping[str, Any]],
    *,
    handed_out: date,
    due_on: date,
    day: date,
    every: int,
    draw: Random,
) -> Course:
    """What of the planned steps has come by that day, with the monthly reports around them. `every`: months between two."""
    steps = tuple(_come(planned, handed_out=handed_out, due_on=due_on, day=day, draw=draw))
    extended = [step.until for step in steps if step.until]
    course = Course(steps=steps, due_on=extended[-1] if extended else due_on)
    return replace(course, reports=tuple(_reports(course, handed_out=handed_out, day=day, every=every, draw=draw)))


def chosen(shares: Mapping[str, int], draw: Random) -> str:
    return draw.choices(list(shares), weights=list(shares.values()))[0]


def _come(
    planned: Sequence[Mapping[str, Any]], *, handed_out: date, due_on: date, day: date, draw: Random
) -> Iterator[Step]:
    """All of one unit's days move together, so that their order stays. What would have to come before what did not is left."""
    jitter, earliest = draw.randint(-3, 3), handed_out + timedelta(days=4)
    for told in planned:
        counted = (
            day + timedelta(days=told["now"]) if "now" in told else min(due_on, day) + timedelta(days=told["days"])
        )
        on = max(counted + timedelta(days=jitter), earliest)
        if on >= day:
            return
        until = due_on + timedelta(days=told["by"]) if told["what"] == "extend" else None
        yield Step(what=told["what"], on=on, until=until)
        earliest = on + timedelta(days=1)


def _reports(course: Course, *, handed_out: date, day: date, every: int, draw: Random) -> Iterator[Step]:
    """In months in which the unit had it to do, and once before it submitted: there must be something to judge by."""
    first = next((step for step in course.steps if step.what == "submit"), None)
    begins, offset = months.following(months.month_of(handed_out)), draw.randrange(every)
    told = ""
    for place, month in enumerate(months.between(begins, months.month_of(day))):
        on = months.first_day(month).replace(day=REPORT_DAY)
        if on >= day or (place + offset) % every or not _is_open(course, on):
            continue
        if first and not told and on > first.on:
            yield (before := _before(first, handed_out))
            told = before.month
        if month != told:
            yield Step(what="report", on=on, month=month)
        told = told or month
    if first and not told:
        yield _before(first, handed_out)


def _before(first: Step, handed_out: date) -> Step:
    on = max(first.on - timedelta(days=1), handed_out + timedelta(days=1))
    return Step(what="report", on=on, month=months.month_of(on))


def _is_open(course: Course, on: date) -> bool:
    """Nothing is reported on a day on which something else happens, or while it is with the lead office."""
    if any(step.on == on for step in course.steps):
        return False
    before = [step for step in course.steps if step.on < on and step.what in OPENING | CLOSING]
    return not before or before[-1].what in OPENING
