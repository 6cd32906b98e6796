"""A year of history: schools renamed, moved, merged, split and closed by the same actions as an office would use.

It is made before anybody is given a post, since a unit with people in it does not close.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.close_unit import close_unit
from xuezheng.kernel.units.actions.merge_units import merge_units
from xuezheng.kernel.units.actions.move_unit import move_unit
from xuezheng.kernel.units.actions.rename_unit import rename_unit
from xuezheng.kernel.units.actions.split_unit import split_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.planned import PlannedUnit
from xuezheng.site.demo.scales import History
from xuezheng.site.demo.schools import Codes
from xuezheng.site.demo.units import Progress

Units = Mapping[PlannedUnit, Unit]


class Year:
    """Draws which school and which day; no school changes twice, so that every change stands on its own."""

    def __init__(self, units: Units, *, post: ActingPost, at: datetime, draw: Random) -> None:
        self.units, self.post, self.at, self.draw = units, post, at, draw
        self._waiting = {kind: self._shuffled(kind) for kind in UnitKind}

    def _shuffled(self, kind: UnitKind) -> list[PlannedUnit]:
        found = [planned for planned in self.units if planned.kind == kind]
        self.draw.shuffle(found)
        return found

    def school(self, kind: UnitKind) -> PlannedUnit:
        return self._waiting[kind].pop()

    def neighbour(self, planned: PlannedUnit, kind: UnitKind) -> PlannedUnit | None:
        """Another school of that kind under the same bureau, taken like any other."""
        found = next((other for other in self._waiting[kind] if other.parent is planned.parent), None)
        if found is not None:
            self._waiting[kind].remove(found)
        return found

    def day(self) -> tuple[date, datetime]:
        """A day of the past year, and a moment of it in office hours."""
        moment = self.at - timedelta(days=self.draw.randint(20, 360))
        return today(moment), moment


def live_through(year: Year, *, history: History, codes: Codes, progress: Progress) -> None:
    changes = [
        *[partial(_rename, year)] * history.renamed,
        *[partial(_merge, year)] * history.merged,
        *[partial(_close, year)] * history.closed,
        *[partial(_move, year)] * history.moved,
        *[partial(_split, year, codes)] * history.split,
    ]
    for done, change in enumerate(changes, start=1):
        change()
        progress(_("a year of changes"), done, len(changes))


def _rename(year: Year) -> None:
    unit = year.units[year.school(UnitKind.PRIMARY)]
    day, moment = year.day()
    name = unit.name.replace("演示", "演示新", 1)
    rename_unit(post=year.post, unit_id=unit.id, version=unit.version, name=name, effective_on=day, at=moment)


def _merge(year: Year) -> None:
    """A teaching point goes into a primary school of its county."""
    into = None
    while into is None:
        point = year.school(UnitKind.TEACHING_POINT)
        into = year.neighbour(point, UnitKind.PRIMARY)
    ending, lasting = year.units[point], year.units[into]
    day, moment = year.day()
    merge_units(
        post=year.post,
        versions={ending.id: ending.version},
        into_id=lasting.id,
        into_version=lasting.version,
        effective_on=day,
        at=moment,
    )


def _close(year: Year) -> None:
    unit = year.units[year.school(UnitKind.TEACHING_POINT)]
    day, moment = year.day()
    close_unit(post=year.post, unit_id=unit.id, version=unit.version, effective_on=day, at=moment)


def _move(year: Year) -> None:
    """A senior school comes under its city; one that stands there already is left."""
    planned = year.school(UnitKind.SENIOR)
    bureau = planned.parent
    if bureau is None or bureau.kind != UnitKind.COUNTY_BUREAU or bureau.parent is None:
        return
    unit, city = year.units[planned], year.units[bureau.parent]
    day, moment = year.day()
    move_unit(post=year.post, unit_id=unit.id, version=unit.version, parent_id=city.id, effective_on=day, at=moment)


def _split(year: Year, codes: Codes) -> None:
    """A kindergarten opens a second one out of itself and goes on."""
    unit = year.units[year.school(UnitKind.KINDERGARTEN)]
    day, moment = year.day()
    draft = UnitDraft(
        name=f"{unit.name}分园",
        kind=UnitKind.KINDERGARTEN,
        parent_id=unit.parent_id,
        code=codes.next(UnitKind.KINDERGARTEN),
        region_code=unit.region_code,
        urban_rural=unit.urban_rural,
        synthetic=True,
    )
    split_unit(
        post=year.post,
        unit_id=unit.id,
        version=unit.version,
        into=[draft],
        goes_on=True,
        effective_on=day,
        at=moment,
    )
