"""The lives of all assignments: some played by the actions, one step after another, and the rest written as rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from xuezheng.kernel.clock import today
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.plans.models import Assignment, Plan
from xuezheng.site.demo.plans.cast import Cast
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.courses import Course, chosen, course_of
from xuezheng.site.demo.plans.moments import Calendar

CLASSES = {
    UnitKind.OFFICE: "office",
    UnitKind.AFFILIATE: "office",
    UnitKind.DEPARTMENT: "city",
    UnitKind.CITY_BUREAU: "city",
    UnitKind.COUNTY_BUREAU: "county",
    UnitKind.UNIVERSITY: "university",
    UnitKind.VOCATIONAL: "vocational",
}
"""Every other kind of unit is a school."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """An assignment as it was handed out."""

    id: UUID
    task_id: UUID
    number: str
    heading: str
    due_on: date
    handed_out: date
    unit_id: int
    unit_path: str
    kind: str

    @property
    def unit_class(self) -> str:
        return CLASSES.get(UnitKind(self.kind), "school")


@dataclass(frozen=True, kw_only=True)
class Played:
    """`who` is the account that speaks for the unit."""

    handed: Handed
    who: str
    course: Course


def handed_of(plan: Plan) -> list[Handed]:
    """In the order of the document and of the tree, so that the same draw gives everybody the same."""
    rows = Assignment.objects.filter(plan=plan).order_by("task__position", "unit_path")
    values = rows.values_list(
        "id", "task_id", "task__number", "task__heading", "due_on", "assigned_at", "unit_id", "unit_path", "unit__kind"
    )
    return [
        Handed(
            id=row[0],
            task_id=row[1],
            number=row[2],
            heading=row[3],
            due_on=row[4],
            handed_out=today(row[5]),
            unit_id=row[6],
            unit_path=row[7],
            kind=row[8],
        )
        for row in values.iterator(chunk_size=5_000)
    ]


def scripted(plan_code: str, cast: Cast) -> dict[int, tuple[str, Mapping[str, str]]]:
    """By unit: who speaks for it, and the course of its tasks by number."""
    return {
        cast.unit(told["name"]).id: (told["who"], told["of"][plan_code])
        for told in catalogue("lives")["people"]
        if plan_code in told["of"]
    }


def draw_lives(
    code: str, handed: Sequence[Handed], *, cast: Cast, calendar: Calendar, draw: Random, day: date | None = None
) -> Iterator[Played]:
    """Of one plan, as its tasks stand on that day; `who` is empty where rows are written instead of acts."""
    scripts, figures = scripted(code, cast), catalogue("lives")
    for item in handed:
        who, named = scripts.get(item.unit_id, ("", {}))
        name = named.get(item.number) or _drawn(item, figures, calendar, draw)
        if name == "silent":
            continue
        course = _course(name, item, figures, day or calendar.day, draw)
        yield Played(handed=item, who=who if item.number in named else "", course=course)


def _drawn(item: Handed, figures: Mapping[str, Any], calendar: Calendar, draw: Random) -> str:
    when = "past" if item.due_on < calendar.day else "ahead"
    return chosen(figures["shares"][when][item.unit_class], draw)


def _course(name: str, item: Handed, figures: Mapping[str, Any], day: date, draw: Random) -> Course:
    return course_of(
        figures["courses"][name],
        handed_out=item.handed_out,
        due_on=item.due_on,
        day=day,
        every=figures["report_every"][item.unit_class],
        draw=draw,
    )
