"""Taking back what was set about a day."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.calendar.actions.add_day_override import MayNotChangeDays
from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.calendar.policies import can_change_day_override, can_change_days, can_view_day_override
from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.refusals import NotAllowed, NotFound
from xuezheng.kernel.scope.acting import ActingPost


class DayOverrideIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such changed day within what your post may see."))


class SetByUnitAbove(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("A unit above has set this day. Ask it to take it back, or set the day for your own unit."))


def remove_day_override(*, post: ActingPost, override_id: UUID, at: datetime) -> None:
    if not can_change_days(post):
        raise MayNotChangeDays
    readable = DayOverride.objects.filter(id=override_id).first()
    if readable is None or not can_view_day_override(post, readable):
        raise DayOverrideIsAbsent
    if not can_change_day_override(post, readable):
        raise SetByUnitAbove
    override = DayOverride.objects.select_for_update().filter(id=override_id).first()
    if override is None:
        raise DayOverrideIsAbsent
    journal.record(
        post=post,
        at=at,
        act="calendar.remove_day_override",
        object_kind="calendar.day_override",
        object_id=override.id,
        object_name=str(override),
        unit_path=override.unit_path,
        before={"day": str(override.day), "working": override.working, "name": override.name, "basis": override.basis},
    )
    override.delete()
