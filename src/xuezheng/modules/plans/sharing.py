"""Sharing a target out among units, and whether the shares together still reach it. Pure rules on plain numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from xuezheng.kernel.rounding import half_up

ADDED = frozenset({"count"})
"""Kinds of targets whose shares add up; those of others are averaged by weight."""
AT_MOST = frozenset({"<=", "<", "=0"})


@dataclass(frozen=True, kw_only=True)
class Check:
    """`together` is what the shares come to: their sum, or their mean by weight. `short` is what is missing, never negative."""

    together: Decimal
    asked: Decimal
    adds_up: bool
    short: Decimal

    @property
    def reached(self) -> bool:
        return self.short == 0


def check_shares(
    *, kind: str, comparator: str, asked: Decimal, values: Sequence[Decimal], weights: Sequence[Decimal]
) -> Check:
    """Do the shares reach what is asked of all? Weights are needed where shares are averaged."""
    adds = kind in ADDED
    together = sum(values, Decimal(0)) if adds else _mean(values, weights)
    missing = together - asked if comparator in AT_MOST else asked - together
    return Check(together=together, asked=asked, adds_up=adds, short=max(missing, Decimal(0)))


def same_for_all(asked: Decimal, units: Sequence[str]) -> dict[str, Decimal]:
    return dict.fromkeys(units, asked)


def by_weight(asked: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Whole numbers in proportion, summing to what is asked (largest remainder), so that nobody is asked for half a school."""
    whole = sum(weights.values(), Decimal(0))
    if whole <= 0:
        return {}
    total = int(asked.to_integral_value(rounding=ROUND_CEILING))
    exact = {unit: asked * weight / whole for unit, weight in weights.items()}
    shares = {unit: int(value) for unit, value in exact.items()}
    rest = total - sum(shares.values())
    by_remainder = sorted(exact, key=lambda unit: (-(exact[unit] - shares[unit]), unit))
    for unit in by_remainder[: max(rest, 0)]:
        shares[unit] += 1
    return {unit: Decimal(value) for unit, value in shares.items()}


def _mean(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    whole = sum(weights, Decimal(0))
    if not values or whole <= 0:
        return Decimal(0)
    weighted = sum((value * weight for value, weight in zip(values, weights, strict=True)), Decimal(0))
    return half_up(weighted / whole, 4)
