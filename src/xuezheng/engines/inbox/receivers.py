"""What the inbox does when units change."""

from datetime import datetime
from uuid import UUID

from xuezheng.engines.inbox.actions.follow_unit import follow_unit
from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.units.events import UnitMoved


@receives(UnitMoved)
def follow_moved_unit(_event_id: UUID, event: UnitMoved, _at: datetime) -> None:
    follow_unit(old_path=event.old_path)
