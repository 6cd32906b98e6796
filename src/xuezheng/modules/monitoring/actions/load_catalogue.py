"""Loading the definitions that ship: what is worded anew becomes a version, and its table is measured anew."""

from datetime import datetime

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.scope.acting import ROOT, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions.note_change import note_periods
from xuezheng.modules.monitoring.actions.refresh_standings import queue_all_standings
from xuezheng.modules.monitoring.measuring.reader import LakeReader


def load_catalogue(*, at: datetime) -> int:
    """How many versions are new. A bad definition is refused with file, line and reason, and all earlier ones stay in force."""
    with bound(system_post("monitoring")):
        fresh = indicators.load_definitions(reader=LakeReader(), at=at)
        for table in sorted({str(version.definition["table"]) for version in fresh}):
            note_periods(table=table, periods=lake.loaded_periods(table), places=[ROOT], at=at)
        queue_all_standings(at=at)
    return len(fresh)
