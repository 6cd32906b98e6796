"""Setting a day for the own unit and everybody below it."""

from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.calendar.days import FIRST_YEAR, LAST_YEAR
from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.calendar.policies import can_change_days
from xuezheng.kernel.calendar.queries import work_calendar_of
from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost


class DayIsSetAlready(Conflict):
    code = "day-is-set-already"

    def __init__(self, override: DayOverride) -> None:
        super().__init__(
            _("Your unit has set %(day)s already (%(name)s). Remove that first.")
            % {"day": override.day, "name": override.name},
            field="day",
        )


class DayIsSoAnyway(Refusal):
    code = "day-is-so-anyway"

    def __init__(self, day: date, *, working: bool) -> None:
        sentence = _("%(day)s is a working day anyway.") if working else _("%(day)s is a day off anyway.")
        super().__init__(sentence % {"day": day}, field="day")


class DayIsBeyondTheCalendar(Refusal):
    code = "day-is-beyond-the-calendar"

    def __init__(self, day: date) -> None:
        super().__init__(
            _("%(day)s lies beyond the calendar, which has the years %(first)d to %(last)d.")
            % {"day": day, "first": FIRST_YEAR, "last": LAST_YEAR},
            field="day",
        )


class MayNotChangeDays(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not change the calendar. Ask your administrator."))


def add_day_override(
    *, post: ActingPost, day: date, working: bool, name: str, basis: str = "", at: datetime
) -> DayOverride:
    """Set the day for the seat of the acting post; offices set it for their department."""
    if not can_change_days(post):
        raise MayNotChangeDays
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayIsBeyondTheCalendar(day)
    name = name.strip()
    if not name:
        raise Refusal(_("Say what the day is: a holiday's name, or what is made up for."), field="name")
    _lock_days(post.scope_path)
    kept = DayOverride.objects.filter(unit_path=post.scope_path, day=day).first()
    if kept is not None:
        raise DayIsSetAlready(kept)
    present = work_calendar_of(post.scope_path).facts(day)
    if present.working == working and not present.provisional:
        raise DayIsSoAnyway(day, working=working)
    override = DayOverride.objects.create(
        unit_path=post.scope_path, day=day, working=working, name=name, basis=basis.strip()
    )
    journal.record(
        post=post,
        at=at,
        act="calendar.add_day_override",
        object_kind="calendar.day_override",
        object_id=override.id,
        object_name=str(override),
        unit_path=override.unit_path,
        after={"day": str(day), "working": working, "name": override.name, "basis": override.basis},
    )
    return override


def _lock_days(unit_path: str) -> None:
    """Two who set the same day at once take turns, so that the second is told and not thrown out by the constraint."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20260902))", [unit_path])
