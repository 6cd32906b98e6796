"""Numbers in words of official Chinese: shares with %, differences in 个百分点, large numbers in 万 and 亿, what is missing."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from xuezheng.engines.papers.bulletins.numbers import Indicator, Number
from xuezheng.kernel.rounding import exact, half_up, percentage

CATALOG = Path(__file__).resolve().parents[1] / "catalog" / "official_wording.yaml"


@cache
def wording() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return found


def shown_value(indicator: Indicator, number: Number) -> Decimal | None:
    """As it is shown, rounded half up; a share times a hundred."""
    if number.value is None:
        return None
    value = exact(number.value)
    if not value.is_finite():
        return None
    return percentage(value, indicator.decimals) if indicator.is_share else half_up(value, indicator.decimals)


def shown_change(indicator: Indicator, now: Number, before: Number) -> Decimal | None:
    """Between the values as shown, so that whoever subtracts the printed figures finds the printed difference."""
    new, old = shown_value(indicator, now), shown_value(indicator, before)
    return None if new is None or old is None else new - old


def written_value(indicator: Indicator, number: Number, *, plain: bool = False) -> str:
    value = shown_value(indicator, number)
    if value is None:
        return str(wording()["missing"]["value"])
    return f"{_written(value, indicator, plain=plain)}{indicator.unit}"


def written_change(indicator: Indicator, change: Decimal | None) -> str:
    """提高1.2个百分点, 减少30所, 持平."""
    if change is None:
        return str(wording()["missing"]["change"])
    words = wording()["share" if indicator.is_share else "amount"]
    if not change:
        return str(words["same"])
    unit = words["points"] if indicator.is_share else indicator.unit
    return f"{words['up' if change > 0 else 'down']}{_written(abs(change), indicator, plain=False)}{unit}"


def cell_value(indicator: Indicator, number: Number) -> str:
    """In a table, whose head names the unit: the plain number, a dash where there is none."""
    value = shown_value(indicator, number)
    return "—" if value is None else f"{value:f}"


def cell_change(change: Decimal | None) -> str:
    return "—" if change is None else f"{change:+f}" if change else f"{change:f}"


def _written(value: Decimal, indicator: Indicator, *, plain: bool) -> str:
    if not (plain or indicator.is_share):
        for step in wording()["myriads"]:
            if abs(value) >= step["from"]:
                return f"{_trimmed(half_up(value / step['from'], step['decimals']))}{step['sign']}"
    return f"{value:f}"


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
