"""How the values of an indicator go on until a day: along a straight line, or by what each period adds to its year's count."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil, inf

from xuezheng.engines.indicators.definitions import Definition
from xuezheng.engines.indicators.forecasts import Forecast, Line, line_through
from xuezheng.kernel.calendar.facade import Period, period_at

FARTHEST = 10 * 366
"""Days after the last value beyond which a straight line says nothing any more."""
Told = Sequence[tuple[Period, float]]


def course_of(definition: Definition, history: Told, *, until: date) -> "Course":
    """`history` are the known values, the oldest first."""
    # More spaces can be open than there are teachers: what has been above its whole is no part of it.
    is_bounded = definition.is_part_of_whole and all(0 <= value <= 1 for _period, value in history)
    kind = Yearly if definition.begins_anew_each_year else Straight
    return kind(
        history=history,
        until=until,
        better=definition.better,
        least=0.0 if is_bounded else -inf,
        most=1.0 if is_bounded else inf,
    )


@dataclass(frozen=True, kw_only=True)
class Course(ABC):
    """`until` is the day by which something is asked; a value lies between `least` and `most`."""

    history: Told
    until: date
    better: str
    least: float
    most: float

    @property
    @abstractmethod
    def points(self) -> Told:
        """What the line goes through."""

    @property
    @abstractmethod
    def begins(self) -> tuple[date, float]:
        """From where the way leads to the value of the day."""

    @abstractmethod
    def _expected(self, line: Line, on: date) -> Forecast | None: ...

    @abstractmethod
    def _met(self, line: Line, target: float) -> date | None: ...

    @cached_property
    def line(self) -> Line | None:
        """None is too little history."""
        return line_through([(_time(period), value) for period, value in self.points])

    @property
    def is_over(self) -> bool:
        """The newest value is already of the day, or of a later one."""
        return bool(self.history) and self.until <= self.newest.last_day

    @property
    def newest(self) -> Period:
        return self.history[-1][0]

    def expected(self) -> Forecast | None:
        """On the day. None with too little history, and where nothing is left to expect."""
        return None if self.line is None or self.is_over else self._expected(self.line, self.until)

    def reached(self, target: float) -> date | None:
        """When the target is met if all goes on as it went; None is never."""
        if self.line is None or not self.least <= target <= self.most:
            return None
        return self._met(self.line, target)


@dataclass(frozen=True, kw_only=True)
class Straight(Course):
    """The values themselves lie near a line."""

    @property
    def points(self) -> Told:
        return self.history

    @property
    def begins(self) -> tuple[date, float]:
        return self.newest.last_day, self.history[-1][1]

    def _expected(self, line: Line, on: date) -> Forecast:
        time = float(on.toordinal())
        return line.around(line.at(time), [(time, 1.0)]).within(self.least, self.most)

    def _met(self, line: Line, target: float) -> date | None:
        last, sign = self.newest.last_day, 1.0 if self.better == "higher" else -1.0
        slope, missing = sign * line.slope, sign * (target - line.at(_time(self.newest)))
        if missing > 0 and (slope <= 0 or missing / slope > FARTHEST):
            return None
        return last + timedelta(days=ceil(missing / slope) if missing > 0 else 0)


@dataclass(frozen=True, kw_only=True)
class Yearly(Course):
    """What each period added lies near a line, and what this says of the periods to come is added up."""

    @cached_property
    def points(self) -> Told:
        """The first period of a year added what it has; of one that follows a gap nobody knows what it added."""
        known = {period: value for period, value in self.history if period.kind is self.newest.kind}
        return [
            (period, value if period.number <= 1 else value - known[period.previous()])
            for period, value in known.items()
            if period.number <= 1 or period.previous() in known
        ]

    @property
    def begins(self) -> tuple[date, float]:
        """A day of a later year is reached from nothing, from that year's beginning."""
        return self._start(self.until)

    def _start(self, on: date) -> tuple[date, float]:
        first = _first_of_year(period_at(on, kind=self.newest.kind))
        return (first.first_day, 0.0) if first > self.newest else (self.newest.last_day, self.history[-1][1])

    def _expected(self, line: Line, on: date) -> Forecast | None:
        if self._is_too_far:
            return None
        _day, start = self._start(on)
        coming = self._coming(period_at(on, kind=self.newest.kind))
        parts = [_elapsed(period, on) for period in coming]
        expected = start + sum(part * self._adds(line, period) for period, part in zip(coming, parts, strict=True))
        found = line.around(expected, [(_time(period), part) for period, part in zip(coming, parts, strict=True)])
        return found.within(max(self.least, start) if self._only_grows else self.least, self.most)

    def _met(self, line: Line, target: float) -> date | None:
        """Within the day's year, or in that of the newest value where this is later: then the count begins anew. What is to
        stay below a bound has done so when the day comes."""
        if self._is_too_far:
            return None
        until = max(self.until, self.newest.last_day)
        if self.better != "higher":
            found = self._expected(line, until)
            return until if found is not None and found.expected <= target else None
        day, total = self._start(until)
        if total >= target:
            return day
        for period in self._coming(_last_of_year(period_at(until, kind=self.newest.kind))):
            adds = self._adds(line, period)
            if total + adds >= target:
                return period.first_day + timedelta(days=ceil(_days(period) * (target - total) / adds) - 1)
            total += adds
        return None

    @property
    def _is_too_far(self) -> bool:
        return (self.until - self.newest.last_day).days > FARTHEST

    @cached_property
    def _only_grows(self) -> bool:
        return all(added >= 0 for _period, added in self.points)

    def _adds(self, line: Line, period: Period) -> float:
        """A falling line does not take away what is counted."""
        said = line.at(_time(period))
        return max(said, 0.0) if self._only_grows else said

    def _coming(self, last: Period) -> list[Period]:
        """After the newest, and of the last one's year."""
        found = []
        period = max(self.newest.next(), _first_of_year(last))
        while period <= last:
            found.append(period)
            period = period.next()
        return found


def _time(period: Period) -> float:
    return float(period.last_day.toordinal())


def _days(period: Period) -> int:
    return (period.last_day - period.first_day).days + 1


def _elapsed(period: Period, on: date) -> float:
    """The part of the period that has passed on a day."""
    return min(1.0, ((on - period.first_day).days + 1) / _days(period))


def _first_of_year(period: Period) -> Period:
    return Period(period.kind, period.year, min(period.number, 1))


def _last_of_year(period: Period) -> Period:
    while period.next().year == period.year:
        period = period.next()
    return period
