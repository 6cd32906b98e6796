"""What is asked of a place for an indicator, where it is heading, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition, Forecast
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.measuring.asking import asked_value
from xuezheng.modules.monitoring.measuring.pace import pace_of
from xuezheng.modules.monitoring.queries.places import Place
from xuezheng.modules.monitoring.queries.readings import Reading
from xuezheng.modules.monitoring.wording import shown
from xuezheng.modules.plans import facade as plans
from xuezheng.modules.plans.facade import BoundTarget


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target as the indicator sees it: `asked` on the scale of its values (0.9, not 90), and whether it is reached.

    `forecast` is for the deadline, to which the way leads from `begins`; None with too little history, of which `known` periods
    are there, and where the newest value is already of the deadline or after it (`is_over`). `reached_by` is the month in which
    the present pace gets there.
    """

    target: BoundTarget
    asked: float
    is_reached: bool | None
    forecast: Forecast | None
    begins: tuple[date, float] | None
    known: int
    is_over: bool
    reached_by: date | None


def aims_of(post: ActingPost, place: Place, definition: Definition, history: Sequence[Reading]) -> list[Aim]:
    """What the nearest plan asks; plans above that ask the same until the same day would only repeat it. What is not asked of
    this place, or not in the indicator's terms, is no aim."""
    asked: dict[tuple[float, date], BoundTarget] = {}
    for target in plans.bound_targets(post, definition.code, unit_path=place.path):
        value = asked_value(target.asked, definition)
        if value is not None:
            asked.setdefault((value, target.asked.deadline), target)
    return [_aim(target, value, definition, history) for (value, _deadline), target in asked.items()]


def _aim(target: BoundTarget, asked: float, definition: Definition, history: Sequence[Reading]) -> Aim:
    points = [(parse_period(reading.period), reading.value) for reading in history if reading.value is not None]
    course = indicators.course_of(definition, points, until=target.asked.deadline)
    found = course.expected()
    _pace, reached_by = pace_of(points, definition, target=asked, deadline=target.asked.deadline)
    return Aim(
        target=target,
        asked=asked,
        is_reached=reaches(points[-1][1], asked, definition) if points else None,
        forecast=found,
        begins=course.begins if found is not None else None,
        known=len(course.points),
        is_over=course.is_over,
        reached_by=reached_by,
    )


def reaches(value: float, asked: float, definition: Definition) -> bool:
    """As it is shown: 90.0 % is 90 %."""
    read, wanted = shown(value, definition), shown(asked, definition)
    return read >= wanted if definition.better == "higher" else read <= wanted
