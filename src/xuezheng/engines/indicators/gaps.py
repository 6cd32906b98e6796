"""What is missing to a target, who is short, and the shortest list of units that would close it. Plain numbers in and out."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from xuezheng.engines.indicators.queries.schools import UnitShare
from xuezheng.engines.indicators.withholding import whole_of

By = Literal["count", "effort"]
Unlisted = Literal["not_summed", "count"]
ENOUGH = 1e-9
NEAR = 1e-6
"""Between a value and the sum of what units bring: both were added up from numbers with fractions, in another order."""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """`lifts` is what closing this unit adds to the numerator (or takes from it, where lower is better)."""

    unit_code: str
    unit_path: str
    lifts: float
    effort: float | None
    units: int = 1
    """More where units are taken together that are not told one by one."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """`missing` of the numerator to reach the target; `short` are all units short, `closing` the list that suffices.

    Where even all of them do not suffice, `closable` is False and the list holds all. `unlisted` says why there is no list: the
    value is no sum of what units bring, such as a median, or a count, which asks nothing of a single unit.
    """

    value: float | None
    target: float
    shortfall: float
    missing: float
    short: tuple[Closing, ...]
    closing: tuple[Closing, ...]
    closable: bool
    unlisted: Unlisted | None = None

    @property
    def short_units(self) -> int:
        return sum(unit.units for unit in self.short)

    @property
    def closing_units(self) -> int:
        return sum(unit.units for unit in self.closing)

    @property
    def effort(self) -> float | None:
        """Of the whole list; unknown where one unit's is."""
        efforts = [unit.effort for unit in self.closing if unit.effort is not None]
        return sum(efforts) if len(efforts) == len(self.closing) else None


def gap_to(
    target: float,
    units: Sequence[UnitShare],
    *,
    value: float | None,
    better: str = "higher",
    style: str = "share",
    by: By = "count",
) -> Gap:
    """The gap of a value from what its units bring. A count's numerator is its value; a unit is closed when it reaches the target
    itself, or, for a share of units that meet a condition, when it meets it."""
    sign = 1.0 if better == "higher" else -1.0
    numerator, denominator = _sums(units, style)
    shortfall = max(0.0, sign * (target - value)) if value is not None else 0.0
    unlisted = _unlisted(units, value, numerator / denominator if denominator else None, style)
    missing = max(0.0, sign * (target * denominator - numerator)) if unlisted != "not_summed" else 0.0
    short = (
        tuple(closing for unit in units if (closing := _closing(unit, target, sign)) is not None)
        if not unlisted
        else ()
    )
    chosen, covered = _shortest(short, missing, by)
    return Gap(
        value=value,
        target=target,
        shortfall=shortfall,
        missing=missing,
        short=short,
        closing=chosen,
        closable=unlisted is None and covered >= missing - ENOUGH * max(1.0, missing),
        unlisted=unlisted,
    )


def pooled(units: Sequence[UnitShare], held: Collection[str]) -> list[UnitShare]:
    """What units bring that are not told one by one, together for each county: that much could be reckoned from the others."""
    apart: dict[str, list[UnitShare]] = defaultdict(list)
    found: list[UnitShare] = []
    for unit in units:
        if unit.unit_path in held:
            apart[whole_of(unit.unit_path)].append(unit)
        else:
            found.append(unit)
    return [*found, *(_together(whole, members) for whole, members in apart.items())]


def _together(whole: str, members: Sequence[UnitShare]) -> UnitShare:
    met = [unit.meets for unit in members if unit.meets is not None]
    return UnitShare(
        unit_code="",
        unit_path=whole,
        value=None,
        components={},
        numerator=_sum(unit.value if unit.numerator is None else unit.numerator for unit in members),
        denominator=_sum(unit.denominator for unit in members),
        effort=_sum(unit.effort for unit in members),
        meets=all(met) if met else None,
        records=sum(unit.records for unit in members),
        units=len(members),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _sums(units: Sequence[UnitShare], style: str) -> tuple[float, float]:
    numerator = sum(unit.numerator if unit.numerator is not None else unit.value or 0.0 for unit in units)
    return numerator, 1.0 if style == "count" else sum(unit.denominator or 0.0 for unit in units)


def _unlisted(units: Sequence[UnitShare], value: float | None, summed: float | None, style: str) -> Unlisted | None:
    """What units bring is divided among them where it adds up to the value itself."""
    if value is None or summed is None or abs(summed - value) > NEAR * max(1.0, abs(value)):
        return "not_summed"
    return "count" if style == "count" and all(unit.meets is None for unit in units) else None


def _closing(unit: UnitShare, target: float, sign: float) -> Closing | None:
    """Closing brings a unit whose rows are judged one by one to all of them, another to the target or to as much as it counts."""
    denominator, numerator = unit.denominator, unit.numerator
    if unit.meets is not None:
        if unit.meets:
            return None
        lifts = (denominator or 1.0) - (numerator or 0.0) if sign > 0 else numerator or 0.0
    elif denominator is None or numerator is None:
        return None
    else:
        lifts = sign * (target * denominator - numerator)
    if lifts <= 0:
        return None
    return Closing(
        unit_code=unit.unit_code, unit_path=unit.unit_path, lifts=lifts, effort=unit.effort, units=unit.units
    )


def _shortest(short: Sequence[Closing], missing: float, by: By) -> tuple[tuple[Closing, ...], float]:
    """By count the greatest lifts come first, which is the least number of units. By effort the cheapest for what they lift,
    and then whoever turned out needless is left out again, the dearest first."""
    if missing <= 0:
        return (), 0.0
    if by == "count":
        ordered = sorted(short, key=lambda unit: (-unit.lifts, _effort(unit), unit.unit_path))
    else:
        ordered = sorted(short, key=lambda unit: (_effort(unit) / unit.lifts, unit.unit_path))
    chosen: list[Closing] = []
    covered = 0.0
    for unit in ordered:
        if covered >= missing - ENOUGH:
            break
        chosen.append(unit)
        covered += unit.lifts
    if by == "effort":
        chosen, covered = _without_needless(chosen, covered, missing)
    return tuple(chosen), covered


def _without_needless(chosen: list[Closing], covered: float, missing: float) -> tuple[list[Closing], float]:
    kept = list(chosen)
    for unit in sorted(chosen, key=_effort, reverse=True):
        if covered - unit.lifts >= missing - ENOUGH:
            kept.remove(unit)
            covered -= unit.lifts
    return kept, covered


def _effort(unit: Closing) -> float:
    return unit.effort if unit.effort is not None else math.inf
