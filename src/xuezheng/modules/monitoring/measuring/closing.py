"""How a target stands at many units at once, from what every school brings: each level is a stretch of one ordered list."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEPTHS, Closing, Definition, Gap, UnitShare

MOST_PLACES = 200


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The gap of one unit, with the places of its shortest list."""

    gap: Gap
    places: Sequence[Mapping[str, Any]]


class Shares:
    """What every unit brings, ordered by path."""

    def __init__(self, units: Sequence[UnitShare]) -> None:
        self._units = sorted(units, key=lambda unit: unit.unit_path)
        self._paths = [unit.unit_path for unit in self._units]

    def below(self, path: str) -> Sequence[UnitShare]:
        return self._units[bisect_left(self._paths, path) : bisect_left(self._paths, f"{path}~")]


def standing_at(
    shares: Shares, *, unit_path: str, value: float | None, asked: float, definition: Definition
) -> Standing:
    units = shares.below(unit_path)
    gap = indicators.gap_to(asked, units, value=value, better=definition.better, style=definition.target_style)
    whole = sum(unit.denominator or 0.0 for unit in units)
    return Standing(gap=gap, places=places_of(gap.closing, whole=whole, unit_path=unit_path))


def places_of(closing: Iterable[Closing], *, whole: float, unit_path: str) -> Sequence[Mapping[str, Any]]:
    """Counties of a city's or province's list, the single units of a county's; those with the most first."""
    grouped: dict[str, list[Closing]] = defaultdict(list)
    for unit in closing:
        grouped[_place(unit.unit_path, of=unit_path)].append(unit)
    found = [
        {
            "path": path,
            "units": sum(unit.units for unit in units),
            "missing": sum(unit.lifts for unit in units),
            "points": 100 * sum(unit.lifts for unit in units) / whole if whole else 0.0,
        }
        for path, units in grouped.items()
    ]
    return sorted(found, key=lambda place: (-float(str(place["missing"])), str(place["path"])))[:MOST_PLACES]


def _place(path: str, *, of: str) -> str:
    """What hangs on a province or city itself, such as a university, is a place of its own."""
    if of.count(".") >= DEPTHS["county"]:
        return path
    return ".".join(path.split(".")[: DEPTHS["county"]]) + "." if path.count(".") > DEPTHS["county"] else path
