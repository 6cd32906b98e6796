"""What targets ask, in the terms of the indicators that measure them."""

from xuezheng.engines.indicators.facade import Definition
from xuezheng.modules.plans.facade import Asked

PERCENT = "%"
DIRECTIONS = {
    ">=": ("higher",),
    ">": ("higher",),
    "=": ("higher", "lower"),
    "~": ("higher", "lower"),
    "<=": ("lower",),
    "<": ("lower",),
    "=0": ("lower",),
}


def counts_alike(asked: Asked, definition: Definition) -> bool:
    """A percentage measures no number: 44.4 % are not 44.4 schools. What all did together tells nothing of each."""
    if asked.of_each and definition.target_style == "count":
        return False
    asks_nothing = asked.value is None and not asked.measure
    return asks_nothing or definition.is_percent == (asked.measure == PERCENT)


def asked_value(asked: Asked, definition: Definition) -> float | None:
    """0.9 for 90 %. None where nothing is asked, where the units of measure do not agree, or where the target wants less of
    what the indicator holds for good to have more of: such a number would mislead."""
    if asked.value is None or definition.better not in DIRECTIONS.get(asked.comparator, ()):
        return None
    if not counts_alike(asked, definition):
        return None
    return float(asked.value) / 100 if definition.is_percent else float(asked.value)
