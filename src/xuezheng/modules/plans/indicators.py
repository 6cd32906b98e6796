"""Indicators that targets may be bound to: those the catalogue expects, and those a module really computes.

The engine that computes them stands elsewhere and registers itself; until then a bound target says that it waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

import yaml
from django.utils.translation import get_language

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.matching import Wording, suggestions

CATALOG = Path(__file__).parent / "catalog" / "expected_indicators.yaml"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    code: str
    name_zh: str
    name_en: str
    words: tuple[str, ...] = ()
    is_percentage: bool | None = None
    """None where nothing computes it yet."""
    is_total: bool = False
    """Adds up over units: of a province it says nothing of each of them."""

    def counts_alike(self, terms: "Terms") -> bool:
        """Whether its value can be compared with what is asked."""
        if terms.of_each and self.is_total:
            return False
        return None in {self.is_percentage, terms.percentage} or self.is_percentage == terms.percentage

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


@dataclass(frozen=True, kw_only=True)
class Terms:
    """In which terms a target asks: as a percentage or a number (None: it asks for no number, so that whatever counts will do),
    and whether of each unit, such as two drills a year or one person for each school."""

    percentage: bool | None = None
    of_each: bool = False


ANY = Terms()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a target asks of its indicator at one unit, by that day. Without a value only the present one is wanted."""

    target_id: UUID
    code: str
    value: Decimal | None
    comparator: str
    measure: str
    deadline: date
    of_each: bool = False


class Pace(StrEnum):
    """Whether the target is reached in time, later, or not at all when all goes on as it went; `UNKNOWN`: too little history."""

    IN_TIME = "in_time"
    LATE = "late"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """`closing` units would do when they close their gaps, of all that are `short`; None where that is not known for units.

    Where even all of them would not do, `closable` is False.
    """

    pace: Pace
    reached_on: date | None = None
    closing: int | None = None
    short: int = 0
    closable: bool = True
    effort: float | None = None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A value of an indicator for one unit, with the day it tells of and the pages that open it and its gap."""

    value: Decimal
    as_of: date
    url: str = ""
    gap_url: str = ""
    period: str = ""
    source: str = ""
    """Where the records come from, in words."""
    by_system: bool = False
    """Whether the records arise by themselves, such as from logs, and nobody reports them."""
    outlook: Outlook | None = None


class Measurer(Protocol):
    """What an engine of indicators registers."""

    def indicators(self) -> Sequence[Indicator]: ...

    def standings(
        self, post: ActingPost, asked: Sequence[Asked], *, unit_path: str, on: date
    ) -> Mapping[UUID, Measured]:
        """By target, as far as there is a value on that day that the post may see; a few queries, however many are asked."""
        ...


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


def offered(terms: Terms) -> list[Indicator]:
    """Those that a target can be bound to, by name."""
    alike = (item for item in all_indicators().values() if item.counts_alike(terms))
    return sorted(alike, key=lambda indicator: indicator.name)


def wordings(terms: Terms = ANY) -> list[Wording]:
    return [Wording(code=item.code, names=(item.name_zh, *item.words)) for item in offered(terms)]


def suggested_for(words: str, terms: Terms) -> list[tuple[Indicator, int]]:
    """(indicator, likeness of the wording in percent), the likest first."""
    known, found = all_indicators(), suggestions(words, wordings(terms))
    return [(known[item.code], round(100 * item.likeness)) for item in found]


def standings(post: ActingPost, asked: Sequence[Asked], *, unit_path: str, on: date) -> dict[UUID, Measured]:
    """By target; those that nothing computes yet, or that have no value, are not in it."""
    found: dict[UUID, Measured] = {}
    for measurer in _measurers:
        found |= measurer.standings(post, asked, unit_path=unit_path, on=on)
    return found
