"""Indicators that targets may be bound to: those the catalogue expects, and those a module really computes.

The engine that computes them stands elsewhere and registers itself; until then a bound target says that it waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml
from django.utils.translation import get_language

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.matching import Wording

CATALOG = Path(__file__).parent / "catalog" / "expected_indicators.yaml"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    code: str
    name_zh: str
    name_en: str
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A value of an indicator for one unit, with the day it tells of and the page that opens it."""

    value: Decimal
    as_of: date
    url: str = ""


class Measurer(Protocol):
    """What an engine of indicators registers."""

    def indicators(self) -> Sequence[Indicator]: ...

    def value_of(self, post: ActingPost, code: str, *, unit_path: str, on: date) -> Measured | None: ...


_measurers: list[Measurer] = []


def register_measurer(measurer: Measurer) -> None:
    if measurer not in _measurers:
        _measurers.append(measurer)


@cache
def expected() -> tuple[Indicator, ...]:
    read = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return tuple(
        Indicator(
            code=item["code"],
            name_zh=item["name"]["zh"],
            name_en=item["name"]["en"],
            words=tuple(item.get("words", ())),
        )
        for item in read["indicators"]
    )


def computed_codes() -> frozenset[str]:
    return frozenset(indicator.code for measurer in _measurers for indicator in measurer.indicators())


def all_indicators() -> dict[str, Indicator]:
    """By code; what is computed replaces what was only expected, and keeps the words by which documents call it."""
    known = {indicator.code: indicator for indicator in expected()}
    for measurer in _measurers:
        for indicator in measurer.indicators():
            expected_words = known[indicator.code].words if indicator.code in known else ()
            known[indicator.code] = replace(indicator, words=indicator.words or expected_words)
    return known


def find_indicator(code: str) -> Indicator | None:
    return all_indicators().get(code)


def wordings() -> list[Wording]:
    return [
        Wording(code=indicator.code, names=(indicator.name_zh, *indicator.words))
        for indicator in all_indicators().values()
    ]


def value_of(post: ActingPost, code: str, *, unit_path: str, on: date) -> Measured | None:
    """None while nothing computes it, or where there is no value yet."""
    for measurer in _measurers:
        found = measurer.value_of(post, code, unit_path=unit_path, on=on)
        if found is not None:
            return found
    return None
