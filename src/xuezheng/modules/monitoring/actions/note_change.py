"""Noting that records changed, so that their values are computed anew soon, once for however many changes."""

from collections.abc import Collection, Iterable
from datetime import datetime

from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.scope.acting import system_post
from xuezheng.modules.monitoring.actions.measure_due import measure_due
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.models import DueMeasurement


def note_change(*, table: str, period: str, places: Collection[str], at: datetime) -> list[str]:
    """Of the loaded period, and of those whose indicators read it beside their own. In a binding that sees the whole tree."""
    periods = [period, *indicators.periods_reading(period, table=table, reader=LakeReader())]
    note_periods(table=table, periods=periods, places=places, at=at)
    return periods


def note_periods(*, table: str, periods: Collection[str], places: Collection[str], at: datetime) -> None:
    """A job for each: the first that runs takes all that is due, the others find nothing left and end."""
    DueMeasurement.objects.bulk_create(_due(table, periods, places, at))
    for each in periods:
        measure_due.queue(post=system_post("monitoring"), at=at, args={"table": table, "period": each})


def _due(table: str, periods: Collection[str], places: Collection[str], at: datetime) -> Iterable[DueMeasurement]:
    return [
        DueMeasurement(table=table, period=each, unit_path=place, asked_at=at) for each in periods for place in places
    ]
