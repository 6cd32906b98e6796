"""What the module does when units change."""

from datetime import datetime
from uuid import UUID

from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.units.events import UnitMoved
from xuezheng.modules.organisation.actions.follow_units import follow_units


@receives(UnitMoved)
def follow_moved_unit(_event_id: UUID, event: UnitMoved, at: datetime) -> None:
    follow_units(old_path=event.old_path, at=at)
