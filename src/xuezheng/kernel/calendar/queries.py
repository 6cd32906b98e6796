"""Reading the calendar of a unit from the database."""

from xuezheng.kernel.calendar.days import Changed, WorkCalendar
from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.scope.acting import ancestors_of


def work_calendar_of(unit_path: str) -> WorkCalendar:
    """The days as they hold for that unit. Units of the acting post's subtree only: of others not all is readable."""
    rows = DayOverride.objects.filter(unit_path__in=ancestors_of(unit_path)).order_by("unit_path")
    return WorkCalendar(
        changed={row.day: Changed(working=row.working, name=row.name, unit_path=row.unit_path) for row in rows}
    )
