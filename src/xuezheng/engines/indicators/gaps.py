"""What is missing to a target, who is short, and the shortest list of units that would close it. Plain numbers in and out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xuezheng.engines.indicators.queries.schools import UnitShare

By = Literal["count", "effort"]
ENOUGH = 1e-9


@dataclass(frozen=True, kw_only=True)
class Closing:
    """`lifts` is what closing this unit adds to the numerator (or takes from it, where lower is better)."""

    unit_code: str
    unit_path: str
    lifts: float
    effort: float | None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """`missing` of the numerator to reach the target; `short` are all units short, `closing` the list that suffices.

    Where even all of them do not suffice, `closable` is False and the list holds all.
    """

    value: float | None
    target: float
    shortfall: float
    missing: float
    short: tuple[Closing, ...]
    closing: tuple[Closing, ...]
    closable: bool

    @property
    def effort(self) -> float | None:
        """Of the whole list; unknown where one unit's is."""
        efforts = [unit.effort for unit in self.closing if unit.effort is not None]
        return sum(efforts) if len(efforts) == len(self.closing) else None


def gap_to(
    target: float, units: Sequence[UnitShare], *, better: str = "higher", style: str = "share", by: By = "count"
) -> Gap:
    """A ratio's gap from its units. A count's numerator is its value; a unit is closed when it reaches the target itself, or, for
    a share of units that meet a condition, when it meets it."""
    sign = 1.0 if better == "higher" else -1.0
    numerator = sum(unit.numerator if unit.numerator is not None else unit.value or 0.0 for unit in units)
    denominator = 1.0 if style == "count" else sum(unit.denominator or 0.0 for unit in units)
    value = numerator / denominator if denominator else None
    missing = max(0.0, sign * (target * denominator - numerator))
    short = tuple(closing for unit in units if (closing := _closing(unit, target, sign, style)) is not None)
    chosen, covered = _shortest(short, missing, by)
    return Gap(
        value=value,
        target=target,
        shortfall=max(0.0, sign * (target - value)) if value is not None else 0.0,
        missing=missing,
        short=short,
        closing=chosen,
        closable=covered >= missing - ENOUGH * max(1.0, missing),
    )


def _closing(unit: UnitShare, target: float, sign: float, style: str) -> Closing | None:
    """Closing brings a unit whose rows are judged one by one to all of them, another to the target or to as much as it counts."""
    denominator, numerator = unit.denominator, unit.numerator
    if unit.meets is not None:
        if unit.meets:
            return None
        lifts = (denominator or 1.0) - (numerator or 0.0) if sign > 0 else numerator or 0.0
    elif style == "count" or denominator is None or numerator is None:
        return None
    else:
        lifts = sign * (target * denominator - numerator)
    if lifts <= 0:
        return None
    return Closing(unit_code=unit.unit_code, unit_path=unit.unit_path, lifts=lifts, effort=unit.effort)


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
