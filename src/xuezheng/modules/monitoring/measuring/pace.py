"""When a target is reached if all goes on as it went: the month in which the line through the history crosses it."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from xuezheng.engines.indicators import facade as indicators
from xuezheng.modules.plans.facade import Pace

FARTHEST = 10 * 366
"""Days after the last value beyond which a straight line says nothing any more."""


def pace_of(
    history: Sequence[tuple[date, float]], *, target: float, better: str, deadline: date
) -> tuple[Pace, date | None]:
    """`history` are the last days of periods with their values, the oldest first."""
    points = [(float(day.toordinal()), value) for day, value in history]
    last = history[-1][0].toordinal() if history else 0
    here, later = (indicators.forecast(points, at=float(last + days)) for days in (0, FARTHEST))
    if here is None or later is None:
        return Pace.UNKNOWN, None
    sign = 1.0 if better == "higher" else -1.0
    slope = sign * (later.expected - here.expected) / FARTHEST
    missing = sign * (target - here.expected)
    if missing > 0 and (slope <= 0 or missing / slope > FARTHEST):
        return Pace.NEVER, None
    reached = date.fromordinal(last + max(0, ceil(missing / slope) if missing > 0 else 0))
    return (Pace.IN_TIME if reached <= deadline else Pace.LATE), reached.replace(day=1)
