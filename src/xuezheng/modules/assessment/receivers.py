"""What assessments do when units change."""

from datetime import datetime
from uuid import UUID

from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.units.events import UnitMoved
from xuezheng.modules.assessment.actions.follow_units import follow_units


@receives(UnitMoved)
def follow_moved_unit(_event_id: UUID, event: UnitMoved, _at: datetime) -> None:
    follow_units(old_path=event.old_path)
