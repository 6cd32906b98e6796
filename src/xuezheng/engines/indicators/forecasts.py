"""A forecast from the history by a straight line, with the interval in which the value lies nine times in ten."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

LEAST_POINTS = 4
T_90 = (6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812)
"""Student's t, two-sided 90 %, for 1 to 10 degrees of freedom; beyond, the normal distribution's 1.645 is near enough."""


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """`expected` at the deadline, between `low` and `high` nine times in ten."""

    expected: float
    low: float
    high: float
    points: int

    def reaches(self, target: float, *, better: str = "higher") -> bool | None:
        """True and False where the whole interval says so; None is open."""
        sure, possible = (self.low, self.high) if better == "higher" else (-self.high, -self.low)
        wanted = target if better == "higher" else -target
        if sure >= wanted:
            return True
        return None if possible >= wanted else False

    def within(self, least: float, most: float) -> "Forecast":
        """What cannot lie outside of these is not expected there."""
        expected, low, high = (min(max(value, least), most) for value in (self.expected, self.low, self.high))
        return replace(self, expected=expected, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Line:
    """The straight line nearest to points, with how far these lie from it."""

    level: float
    slope: float
    middle: float
    spread: float
    deviation: float
    points: int

    def at(self, time: float) -> float:
        return self.level + self.slope * (time - self.middle)

    def around(self, expected: float, times: Sequence[tuple[float, float]]) -> Forecast:
        """Of the sum of points at those times, each taken with its weight: every one strays by itself, and all of them with
        the line."""
        weights = sum(weight for _time, weight in times)
        lever = sum(weight * (time - self.middle) for time, weight in times)
        degrees = self.points - 2
        t = T_90[degrees - 1] if degrees <= len(T_90) else 1.645
        margin = t * self.deviation * math.sqrt(weights + weights**2 / self.points + lever**2 / self.spread)
        return Forecast(expected=expected, low=expected - margin, high=expected + margin, points=self.points)


def line_through(history: Sequence[tuple[float, float]]) -> Line | None:
    """Through (time, value); None is too little history."""
    if len({time for time, _value in history}) < LEAST_POINTS:
        return None
    count = len(history)
    middle = sum(time for time, _value in history) / count
    level = sum(value for _time, value in history) / count
    spread = sum((time - middle) ** 2 for time, _value in history)
    slope = sum((time - middle) * (value - level) for time, value in history) / spread
    left = sum((value - level - slope * (time - middle)) ** 2 for time, value in history)
    deviation = math.sqrt(left / (count - 2))
    return Line(level=level, slope=slope, middle=middle, spread=spread, deviation=deviation, points=count)
