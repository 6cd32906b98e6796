"""What people do when units change: their records go where their unit goes."""

from datetime import datetime
from uuid import UUID

from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.people.homes import follow_units
from xuezheng.kernel.units.events import UnitMoved


@receives(UnitMoved)
def follow_moved_unit(_event_id: UUID, event: UnitMoved, at: datetime) -> None:
    """Told once; told again it would change nothing, since rows go to where their unit stands by then."""
    follow_units(old_path=event.old_path, at=at)
