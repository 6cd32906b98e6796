"""What monitoring does when records were loaded."""

from datetime import datetime
from uuid import UUID

from xuezheng.engines.lake.facade import TableLoaded, tables
from xuezheng.kernel.outbox.facade import receives
from xuezheng.modules.monitoring.actions.note_change import note_change


@receives(TableLoaded)
def measure_loaded_table(_event_id: UUID, event: TableLoaded, at: datetime) -> None:
    """A table that a later release no longer declares has no indicators."""
    if event.table in tables():
        note_change(table=event.table, period=event.period, unit_path=event.unit_path, at=at)
