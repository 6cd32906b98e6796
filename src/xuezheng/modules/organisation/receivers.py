"""What the module does when units change."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.events import UnitClosed, UnitMoved, UnitsMerged, UnitSplit
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.actions.end_with_unit import end_with_unit
from xuezheng.modules.organisation.actions.follow_units import follow_units


@receives(UnitMoved)
def follow_moved_unit(_event_id: UUID, event: UnitMoved, at: datetime) -> None:
    follow_units(old_path=event.old_path, at=at)


@receives(UnitClosed)
def end_with_closed_unit(_event_id: UUID, event: UnitClosed, at: datetime) -> None:
    _end([event.unit_id], at=at)


@receives(UnitsMerged)
def end_with_merged_units(_event_id: UUID, event: UnitsMerged, at: datetime) -> None:
    _end(event.predecessors, at=at)


@receives(UnitSplit)
def end_with_split_unit(_event_id: UUID, event: UnitSplit, at: datetime) -> None:
    """Where it goes on beside what came out of it, it keeps what it has."""
    _end([event.predecessor], at=at)


def _end(ended: Sequence[str], *, at: datetime) -> None:
    for unit in Unit.objects.filter(uuid__in=ended, closed_on__isnull=False).order_by("unit_path"):
        end_with_unit(post=acting_post(), unit=unit, at=at)
