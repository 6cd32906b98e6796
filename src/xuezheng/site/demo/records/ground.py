"""The units of the last four quarters and two years, read from the register's versions, as two universes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from xuezheng.kernel.calendar.facade import Period, PeriodKind, period_at
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.queries.history import versions_on
from xuezheng.site.demo.records.bureaus import LEVEL_OF
from xuezheng.site.demo.records.schools import SETTLEMENTS, STAGE_OF, SchoolView
from xuezheng.site.demo.records.universe import LAST, Place, Universe, View

CATALOGUE = Path(__file__).parent / "places.yaml"


@cache
def catalogue() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A period whose records are drawn; `step` is the quarter that they follow, `number` the place of its day."""

    period: Period
    step: int
    number: int

    @property
    def day(self) -> date:
        return self.period.last_day


def moments(at: datetime) -> list[Moment]:
    """The four quarters that have ended, and the year of the last and the one before it."""
    present = period_at(today(at), kind=PeriodKind.QUARTER)
    quarters = [present.previous()]
    while len(quarters) <= LAST:
        quarters.insert(0, quarters[0].previous())
    year = Period(PeriodKind.YEAR, quarters[-1].year)
    periods = [*((step, quarter) for step, quarter in enumerate(quarters)), (0, year.previous()), (LAST, year)]
    return [Moment(period=period, step=step, number=number) for number, (step, period) in enumerate(periods)]


Day = tuple[Sequence[Place], Sequence[Place]]
"""Schools and bureaus of one day."""


class Ground:
    """Who there was on the last day of each moment."""

    def __init__(self, moments: Sequence[Moment], days: Sequence[Day], *, seed: int) -> None:
        self.moments = moments
        mountain = frozenset(catalogue()["mountain"])
        self._schools = Universe([day[0] for day in days], seed=seed, mountain=mountain)
        self._bureaus = Universe([day[1] for day in days], seed=seed + 1, mountain=mountain)
        self.places: list[Mapping[str, str]] = [
            {place.code: place.path for part in day for place in part} for day in days
        ]

    def schools(self, moment: Moment) -> SchoolView:
        return SchoolView(self._schools, step=moment.step, at=self._schools.days[moment.number])

    def bureaus(self, moment: Moment) -> View:
        return View(self._bureaus, step=moment.step, at=self._bureaus.days[moment.number])


def registered_ground(post: ActingPost, at: datetime, *, seed: int) -> Ground:
    """As the register of units tells it."""
    found = moments(at)
    return Ground(found, [_places(post, moment.day) for moment in found], seed=seed)


def _places(post: ActingPost, day: date) -> Day:
    schools, bureaus = [], []
    for code, path, kind, settlement in versions_on(post, day).values_list("code", "unit_path", "kind", "urban_rural"):
        if kind in STAGE_OF:
            place = SETTLEMENTS.index(settlement) if settlement else 0
            schools.append(Place(code=code, path=path, group=STAGE_OF[UnitKind(kind)], settlement=place))
        elif kind in LEVEL_OF:
            bureaus.append(Place(code=code, path=path, group=LEVEL_OF[UnitKind(kind)], settlement=0))
    return schools, bureaus
