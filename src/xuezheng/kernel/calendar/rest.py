"""The calendar for programs: periods, days, counting in working days, and what units changed."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xuezheng.kernel.calendar.actions.add_day_override import add_day_override
from xuezheng.kernel.calendar.actions.remove_day_override import DayOverrideIsAbsent, remove_day_override
from xuezheng.kernel.calendar.choosing import periods_around
from xuezheng.kernel.calendar.days import FARTHEST, FIRST_YEAR, LAST_YEAR, Ground
from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.calendar.periods import Period, PeriodKind
from xuezheng.kernel.calendar.policies import day_overrides_visible_to
from xuezheng.kernel.calendar.queries import work_calendar_of
from xuezheng.kernel.calendar.reading import find_period
from xuezheng.kernel.refusals import NotFound, Refusal, first_or_refused
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import ApiRequest

router = Router(tag="calendar")
LONGEST_SPAN = 400
Day = Annotated[date, Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))]


class PeriodOut(Output):
    code: str
    kind: PeriodKind
    title: str
    first_day: date
    last_day: date


class DayOut(Output):
    day: date
    working: bool
    ground: Ground
    name: str
    provisional: bool


class CountedOut(Output):
    day: date


class DayOverrideIn(Input):
    day: Day
    working: bool
    name: Annotated[str, Field(min_length=1, max_length=60)]
    basis: Annotated[str, Field(max_length=200)] = ""


class DayOverrideOut(Output):
    id: UUID
    day: date
    working: bool
    name: str
    basis: str
    unit_path: str


@router.reads("/periods", returns=list[PeriodOut])
def list_periods(
    request: ApiRequest,  # noqa: ARG001 - ninja's first argument
    day: Day,
    kind: PeriodKind,
    back: Annotated[int, Field(ge=1, le=60)] = 8,
) -> list[Period]:
    """The period of a kind after that of the day, that of the day, and those before it."""
    return periods_around(day, kind=kind, back=back)


@router.reads("/periods/{code}", returns=PeriodOut)
def read_period(request: ApiRequest, code: str) -> Period:  # noqa: ARG001 - ninja's first argument
    """A period by its code, or as documents write it."""
    period = find_period(code)
    if period is None:
        raise NotFound(_("There is no such period. Write 2018, 2018Q3, 2018-09, 2018-2019 or 2018-2019-1."))
    return period


@router.reads("/days", returns=list[DayOut])
def list_days(request: ApiRequest, first: Day, last: Day) -> list[dict[str, object]]:
    """The days of a span as they hold for the own unit: working or not, and why."""
    if not 0 <= (last - first).days < LONGEST_SPAN:
        raise Refusal(
            _("From the first to the last day are at most %(most)s days.") % {"most": LONGEST_SPAN}, field="last"
        )
    calendar = work_calendar_of(request.post.scope_path)
    return [asdict(calendar.facts(first + timedelta(days=ahead))) for ahead in range((last - first).days + 1)]


@router.reads("/working-day", returns=CountedOut)
def count_working_days(
    request: ApiRequest, day: Day, count: Annotated[int, Field(ge=-FARTHEST, le=FARTHEST)]
) -> dict[str, date]:
    """The working day so many working days after (or before) a day."""
    return {"day": work_calendar_of(request.post.scope_path).add_working_days(day, count)}


@router.lists("/day-overrides", item=DayOverrideOut, order="day")
def list_day_overrides(request: ApiRequest) -> QuerySet[DayOverride]:
    """Days set by the own unit, those below, and the units above."""
    return day_overrides_visible_to(request.post)


@router.creates(
    "/day-overrides",
    returns=DayOverrideOut,
    permission="calendar.change",
    location=lambda override: f"/api/v1/calendar/day-overrides/{override.id}",
)
def create_day_override(request: ApiRequest, override: DayOverrideIn) -> DayOverride:
    """Set a day for the own unit and everybody below it."""
    return add_day_override(post=request.post, at=request.at, **override.model_dump())


@router.reads("/day-overrides/{override_id}", returns=DayOverrideOut)
def read_day_override(request: ApiRequest, override_id: UUID) -> DayOverride:
    """One changed day."""
    return first_or_refused(day_overrides_visible_to(request.post).filter(id=override_id), DayOverrideIsAbsent)


@router.removes("/day-overrides/{override_id}", permission="calendar.change")
def delete_day_override(request: ApiRequest, override_id: UUID) -> None:
    """Take back what was set."""
    remove_day_override(post=request.post, override_id=override_id, at=request.at)
