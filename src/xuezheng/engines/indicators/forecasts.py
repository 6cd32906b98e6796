"""A forecast from the history by a straight line, with the interval in which the value lies nine times in ten."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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


def forecast(history: Sequence[tuple[float, float]], *, at: float) -> Forecast | None:
    """From (time, value) to the value at that time; None is too little history."""
    if len(history) < LEAST_POINTS or len({time for time, _value in history}) < LEAST_POINTS:
        return None
    count = len(history)
    middle = sum(time for time, _value in history) / count
    level = sum(value for _time, value in history) / count
    spread = sum((time - middle) ** 2 for time, _value in history)
    slope = sum((time - middle) * (value - level) for time, value in history) / spread
    left = sum((value - level - slope * (time - middle)) ** 2 for time, value in history)
    degrees = count - 2
    error = math.sqrt(left / degrees * (1 + 1 / count + (at - middle) ** 2 / spread))
    t = T_90[degrees - 1] if degrees <= len(T_90) else 1.645
    expected = level + slope * (at - middle)
    return Forecast(expected=expected, low=expected - t * error, high=expected + t * error, points=count)
