"""What monitoring does when records were loaded, values computed, or targets began to ask for them."""

from datetime import datetime
from uuid import UUID

from xuezheng.engines.indicators.facade import IndicatorsComputed, definitions
from xuezheng.engines.lake.facade import TableLoaded, tables
from xuezheng.kernel.outbox.facade import receives
from xuezheng.modules.monitoring.actions.note_change import note_change
from xuezheng.modules.monitoring.actions.refresh_standings import queue_all_standings, queue_standings
from xuezheng.modules.plans.facade import PlanPublished, TargetBound


@receives(TableLoaded)
def measure_loaded_table(_event_id: UUID, event: TableLoaded, at: datetime) -> None:
    """A table that a later release no longer declares has no indicators."""
    if event.table in tables():
        note_change(table=event.table, period=event.period, places=event.places or [event.unit_path], at=at)


@receives(IndicatorsComputed)
def follow_computed_values(_event_id: UUID, event: IndicatorsComputed, at: datetime) -> None:
    queue_standings(at=at, tables=[event.table])


@receives(PlanPublished)
def follow_published_targets(_event_id: UUID, _event: PlanPublished, at: datetime) -> None:
    queue_all_standings(at=at)


@receives(TargetBound)
def follow_bound_target(_event_id: UUID, event: TargetBound, at: datetime) -> None:
    """One that lost its indicator is forgotten by the night's run; nothing reads it meanwhile."""
    tables = {definition.table for definition in definitions() if definition.code == event.indicator_code}
    queue_standings(at=at, tables=sorted(tables))
