"""What monitoring does when records were loaded, values computed, or targets began to ask for them."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from xuezheng.engines.indicators.facade import IndicatorsComputed, definitions
from xuezheng.engines.lake.facade import TableLoaded, tables
from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.modules.monitoring.actions.note_change import note_change
from xuezheng.modules.monitoring.actions.refresh_standings import queue_standings
from xuezheng.modules.plans import facade as plans
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
def follow_published_targets(_event_id: UUID, event: PlanPublished, at: datetime) -> None:
    followed = plans.followed_targets(acting_post())
    asked = {target.code for target in followed if str(target.target.plan_id) == event.plan_id}
    queue_standings(at=at, tables=_tables_of(asked))


@receives(TargetBound)
def follow_bound_target(_event_id: UUID, event: TargetBound, at: datetime) -> None:
    """One that lost its indicator is forgotten by the night's run; nothing reads it meanwhile."""
    queue_standings(at=at, tables=_tables_of({event.indicator_code}))


def _tables_of(codes: Set[str]) -> list[str]:
    return sorted({definition.table for definition in definitions() if definition.code in codes})
