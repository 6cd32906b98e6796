"""Schools spread over the counties by weight, with official-looking codes whose parts hold."""

from collections import Counter
from collections.abc import Mapping
from random import Random

from xuezheng.engines.papers.regions import Region, cities_of, counties_of
from xuezheng.kernel.units.kinds import Settlement, UnitKind
from xuezheng.site.demo.administrations import PROVINCE_CODE, administrations
from xuezheng.site.demo.names import school_name, university_name
from xuezheng.site.demo.planned import PlannedUnit, Province
from xuezheng.site.demo.scales import Scale

CODE_KINDS = {
    UnitKind.KINDERGARTEN: "11",
    UnitKind.PRIMARY: "21",
    UnitKind.TEACHING_POINT: "21",
    UnitKind.JUNIOR: "31",
    UnitKind.NINE_YEAR: "31",
    UnitKind.SENIOR: "34",
    UnitKind.TWELVE_YEAR: "34",
    UnitKind.VOCATIONAL: "36",
    UnitKind.UNIVERSITY: "41",
    UnitKind.SPECIAL: "51",
}
"""First two of the ten digits (JY/T 1004): the kind; then the province, then a serial number."""

FIRST_SERIAL = {"41": 90_000}
"""Universities carry 0 and five digits, of which 9xxxx are not given out; others start at 900000 for the same reason."""

RURAL_SHARE = {
    UnitKind.TEACHING_POINT: (0.0, 0.08),
    UnitKind.PRIMARY: (0.22, 0.33),
    UnitKind.KINDERGARTEN: (0.25, 0.35),
    UnitKind.JUNIOR: (0.25, 0.45),
    UnitKind.NINE_YEAR: (0.25, 0.45),
}
"""Shares of city and of town schools in a county; in a district all but teaching points lean to the city."""


class Codes:
    """Ten-digit school codes, never given twice."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, kind: UnitKind) -> str:
        digits = CODE_KINDS[kind]
        self._given[digits] += 1
        return f"{digits}41{FIRST_SERIAL.get(digits, 900_000) + self._given[digits]:06d}"


def draw_province(scale: Scale, *, draw: Random, codes: Codes | None = None) -> Province:
    """The administrations and under them the schools of that scale; the same draw gives the same province."""
    province, codes = administrations(), codes or Codes()
    for nth in range(1, scale.planned_schools[UnitKind.UNIVERSITY] + 1):
        _school(province, UnitKind.UNIVERSITY, name=university_name(nth), above=province.department, codes=codes)
    weights = _weights(draw)
    for kind, number in scale.planned_schools.items():
        if kind != UnitKind.UNIVERSITY:
            for region, share in _shares(weights, number):
                _add_to_region(province, region, kind=kind, number=share, codes=codes, draw=draw)
    return province


def _weights(draw: Random) -> dict[Region, float]:
    """Counties have more schools than county cities, and those more than districts, as their populations lie."""
    weights: dict[Region, float] = {}
    for city in cities_of(PROVINCE_CODE):
        for county in counties_of(city.code) or (city,):
            usual = {"县": 1.5, "市": 1.25}.get(county.name[-1], 0.7)
            weights[county] = usual * draw.lognormvariate(0, 0.35)
    return weights


def _shares(weights: Mapping[Region, float], number: int) -> list[tuple[Region, int]]:
    """Whole numbers by weight that add up to the number (largest remainder)."""
    whole = sum(weights.values())
    exact = {region: number * weight / whole for region, weight in weights.items()}
    shares = {region: int(value) for region, value in exact.items()}
    left = number - sum(shares.values())
    for region in sorted(exact, key=lambda region: shares[region] - exact[region])[:left]:
        shares[region] += 1
    return [(region, share) for region, share in shares.items() if share]


def _add_to_region(
    province: Province, region: Region, *, kind: UnitKind, number: int, codes: Codes, draw: Random
) -> None:
    bureau = province.bureaus[region.code]
    above = bureau.parent if kind == UnitKind.VOCATIONAL and draw.random() < 0.4 else bureau
    if above is None or above is province.department:
        above = bureau
    taken: set[str] = set()
    for nth in range(1, number + 1):
        name = school_name(region.name, kind, nth=nth, draw=draw)
        if name in taken:
            name = name.replace("演示", f"演示{nth}号", 1)
        taken.add(name)
        _school(
            province,
            kind,
            name=name,
            above=above,
            codes=codes,
            urban_rural=_urban_rural(kind, region=region, draw=draw),
            opened=draw.randint(1952, 2019),
        )


def _urban_rural(kind: UnitKind, *, region: Region, draw: Random) -> str:
    city, town = RURAL_SHARE.get(kind, (0.5, 0.5))
    if region.name.endswith("区") and kind != UnitKind.TEACHING_POINT:
        city += (1 - city) * 0.6
    lot = draw.random()
    return Settlement.URBAN if lot < city else Settlement.TOWN if lot < city + town else Settlement.RURAL


def _school(
    province: Province,
    kind: UnitKind,
    *,
    name: str,
    above: PlannedUnit,
    codes: Codes,
    urban_rural: str = Settlement.URBAN,
    opened: int = 1956,
) -> None:
    province.add(
        PlannedUnit(
            name=name,
            kind=kind,
            code=codes.next(kind),
            parent=above,
            region_code=above.region_code,
            urban_rural=urban_rural,
            opened=opened,
        )
    )
