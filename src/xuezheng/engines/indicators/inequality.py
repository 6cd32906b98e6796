"""How unevenly something is spread: the Gini coefficient over weighted units."""

from collections.abc import Sequence


def gini(units: Sequence[tuple[float, float]]) -> float | None:
    """From (value for each of its weight, weight): 0 all have the same, towards 1 one has all. None where nothing is spread."""
    held = sorted((value, weight) for value, weight in units if weight > 0)
    weights, total = sum(weight for _value, weight in held), sum(value * weight for value, weight in held)
    if not held or total <= 0 or held[0][0] < 0:
        return None
    area = below = 0.0
    for value, weight in held:
        area += weight * (2 * below + value * weight)
        below += value * weight
    return max(0.0, 1 - area / (weights * total))
