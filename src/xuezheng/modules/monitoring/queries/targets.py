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

DAYS_OF_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target as the indicator sees it: `asked` on the scale of its values (0.9, not 90), and whether it is reached.

    `forecast` is for the deadline, None with too little history; `reached_by` the day on which the present pace gets there.
    """

    target: BoundTarget
    asked: float
    is_reached: bool | None
    forecast: Forecast | None
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
    points = [(_time(reading), reading.value) for reading in history if reading.value is not None]
    newest = points[-1][1] if points else None
    deadline = target.asked.deadline.toordinal() / DAYS_OF_YEAR
    is_reached = None if newest is None else _reaches(newest, asked, definition)
    days = [(parse_period(reading.period).last_day, reading.value) for reading in history if reading.value is not None]
    _pace, reached_by = pace_of(days, target=asked, better=definition.better, deadline=target.asked.deadline)
    is_ahead = bool(points) and deadline > points[-1][0]
    return Aim(
        target=target,
        asked=asked,
        is_reached=is_reached,
        forecast=indicators.forecast(points, at=deadline) if is_ahead else None,
        reached_by=reached_by,
    )


def _reaches(value: float, asked: float, definition: Definition) -> bool:
    """As it is shown: 90.0 % is 90 %."""
    read, wanted = shown(value, definition), shown(asked, definition)
    return read >= wanted if definition.better == "higher" else read <= wanted


def _time(reading: Reading) -> float:
    return parse_period(reading.period).last_day.toordinal() / DAYS_OF_YEAR
