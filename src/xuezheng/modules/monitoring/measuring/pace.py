"""When a target is reached if all goes on as it went: the month in which what is expected gets there."""

from collections.abc import Sequence
from datetime import date

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.calendar.facade import Period
from xuezheng.modules.plans.facade import Pace


def pace_of(
    history: Sequence[tuple[Period, float]], definition: Definition, *, target: float, deadline: date
) -> tuple[Pace, date | None]:
    """`history` are the known values, the oldest first."""
    course = indicators.course_of(definition, history, until=deadline)
    if course.line is None:
        return Pace.UNKNOWN, None
    reached = course.reached(target)
    if reached is None:
        return Pace.NEVER, None
    return (Pace.IN_TIME if reached <= deadline else Pace.LATE), reached.replace(day=1)
