"""Measuring everything: in the night what is not of now, at once where a command or a demonstration asks."""

from collections.abc import Iterator
from datetime import datetime

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.scope.acting import ROOT, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions.note_change import note_periods
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.models import DueMeasurement


def note_all(*, at: datetime) -> int:
    """The newest period of each table whole, whatever was computed of it bit by bit; older ones where anything changed since.

    In a binding that sees the whole tree. Returns how many periods are due.
    """
    reader, count = LakeReader(), 0
    for table in _measured_tables():
        loaded = lake.loaded_periods(table)
        due = [period for period in loaded if period == loaded[-1] or not _is_whole(table, period, reader)]
        note_periods(table=table, periods=due, places=[ROOT], at=at)
        count += len(due)
    return count


def measure_period(*, table: str, period: str, at: datetime) -> indicators.Run:
    """Whole, now and here; what was due of it is done by that."""
    with bound(system_post("monitoring")) as post:
        due = list(DueMeasurement.objects.filter(table=table, period=period).values_list("id", flat=True))
        run = indicators.recompute(post=post, table=table, period=period, reader=LakeReader(), at=at)
        DueMeasurement.objects.filter(id__in=due).delete()
    return run


def _measured_tables() -> Iterator[str]:
    """Those that an indicator reads."""
    defined = {definition.table for definition in indicators.definitions()}
    return (table for table in lake.tables() if table in defined)


def _is_whole(table: str, period: str, reader: LakeReader) -> bool:
    run = indicators.current_run(table, period)
    return run is not None and run.whole and indicators.is_current(run, reader=reader)
