"""The units right below a place with their values: cities, counties, and at last the schools of a county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEEPEST, Definition, Opening, UnitShare, ValueIsAbsent
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.queries.places import Place
from xuezheng.modules.monitoring.queries.readings import is_shown_at
from xuezheng.modules.monitoring.queries.withholding import withheld_below

OF_REGIONS = {UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU}
"""What stands on a map; a school lies in a region without being it."""


@dataclass(frozen=True, kw_only=True)
class LineBelow:
    """`name`, `code` and `region` are of today's unit; one that stands there no more has none. `components` are by their name.

    `is_withheld`: it stands on too few records of people to be told by itself.
    """

    path: str
    name: str
    code: str
    region: str
    value: float | None
    before: float | None
    records: int
    components: Mapping[str, float | None]
    is_withheld: bool = False


def lines_below(
    post: ActingPost, place: Place, definition: Definition, *, period: str, before: str, dims: str = ""
) -> list[LineBelow]:
    """Those with records, in the tree's order; names take one query, whatever the number of units."""
    if not is_shown_at(definition, place.depth + 1):
        return []
    if place.depth < DEEPEST:
        lines = _stored(post, place, definition, period=period, before=before, dims=dims)
    elif place.depth == DEEPEST and not dims:
        lines = _single(post, place, definition, period=period, before=before)
    else:
        return []
    return _named(post, [line for line in lines if line.is_withheld or line.value is not None or line.records])


def opening_of(
    post: ActingPost, place: Place, definition: Definition, *, period: str, dims: str = "", with_units: bool = True
) -> Opening:
    return indicators.opened(
        post,
        code=definition.code,
        unit_path=place.path,
        period=period,
        fields=LakeReader().fields(definition.table),
        dims=dims,
        with_units=with_units,
    )


def _stored(
    post: ActingPost, place: Place, definition: Definition, *, period: str, before: str, dims: str
) -> list[LineBelow]:
    asked = {"code": definition.code, "unit_path": place.path, "dims": dims}
    earlier = {row.unit_path: row.value for row in indicators.children(post, period=before, **asked)} if before else {}
    return [
        LineBelow(
            path=row.unit_path,
            name="",
            code="",
            region="",
            value=row.value,
            before=earlier.get(row.unit_path),
            records=row.records or 0,
            components=row.components,
        )
        for row in indicators.children(post, period=period, **asked)
    ]


def _single(post: ActingPost, place: Place, definition: Definition, *, period: str, before: str) -> list[LineBelow]:
    shares, held = shares_told(post, place.path, definition, period=period)
    nothing: tuple[Sequence[UnitShare], frozenset[str]] = (), frozenset()
    earlier, held_before = shares_told(post, place.path, definition, period=before) if before else nothing
    values_before = {share.unit_path: share.value for share in earlier if share.unit_path not in held_before}
    return [
        _withheld(share)
        if share.unit_path in held
        else LineBelow(
            path=share.unit_path,
            name="",
            code=share.unit_code,
            region="",
            value=share.value,
            before=values_before.get(share.unit_path),
            records=share.records,
            components=share.components,
        )
        for share in shares
    ]


def _withheld(share: UnitShare) -> LineBelow:
    return LineBelow(
        path=share.unit_path,
        name="",
        code=share.unit_code,
        region="",
        value=None,
        before=None,
        records=0,
        components={},
        is_withheld=True,
    )


def shares_told(
    post: ActingPost, unit_path: str, definition: Definition, *, period: str
) -> tuple[Sequence[UnitShare], frozenset[str]]:
    """What each unit below brings, and the paths of those that are not told one by one."""
    fields = LakeReader().fields(definition.table)
    try:
        opening = indicators.opened(post, code=definition.code, unit_path=unit_path, period=period, fields=fields)
    except ValueIsAbsent:
        return (), frozenset()
    return opening.units, withheld_below(opening.run, definition.code, below=unit_path)


def _named(post: ActingPost, lines: Sequence[LineBelow]) -> list[LineBelow]:
    units = told_units(post, [line.path for line in lines])
    return [
        replace(line, name=unit.name, code=unit.code, region=unit.region_code if unit.kind in OF_REGIONS else "")
        if (unit := units.get(line.path)) is not None
        else line
        for line in lines
    ]


def told_units(post: ActingPost, paths: Sequence[str]) -> dict[str, Unit]:
    """Today's units at those places, by path."""
    found = units_visible_to(post).filter(unit_path__in=paths)
    return {unit.unit_path: unit for unit in found.only("unit_path", "name", "code", "kind", "region_code")}
