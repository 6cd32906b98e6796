"""Figures as they were when a bulletin was filled: plain values that are kept with it, and read by the template's slots.

    {"words": {…}, "periods": {"this": "2018Q3", …}, "history": ["2017Q4", …], "unit": path, "below": [path, …],
     "units": {path: {"code", "name", "region"}},
     "indicators": {code: {"name", "name_en", "unit", "unit_en", "decimals", "better"}},
     "values": {code: {period: {path: {"value", "withheld", "version", "run"}}}}, "ranks": {code: {"place", "among"}}}

A value is the text of its number, so that it comes back from the database as it went in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xuezheng.engines.papers.bulletins import Indicator, Number, Place, Rank
from xuezheng.engines.papers.bulletins.numbers import Period as Asked
from xuezheng.engines.papers.bulletins.wording import shown_value
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.modules.monitoring.bulletins.catalogue import period_words

Figures = Mapping[str, Any]
APART = "|"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Where a figure comes from."""

    code: str
    path: str
    period: str

    @property
    def text(self) -> str:
        return APART.join((self.code, self.path, self.period))

    @classmethod
    def of(cls, text: str) -> "Reference":
        code, path, period = text.split(APART)
        return cls(code=code, path=path, period=period)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One kept value, for open data and for whoever checks a bulletin."""

    code: str
    name: str
    name_en: str
    path: str
    unit_code: str
    unit_name: str
    period: str
    value: Decimal | None
    measured_in: str
    measured_in_en: str
    decimals: int
    is_withheld: bool
    version: int
    run: str

    @property
    def shown(self) -> Decimal | None:
        """As it is printed: a share times a hundred, rounded as the text rounds it."""
        indicator = Indicator(code=self.code, name=self.name, unit=self.measured_in, decimals=self.decimals)
        return shown_value(indicator, Number(value=self.value))


class FrozenNumbers:
    """What a template is filled from. `number` is the document's, given at the issue."""

    def __init__(self, figures: Figures, *, number: str = "") -> None:
        self.figures, self.number = figures, number

    def word(self, name: str) -> str | None:
        found: str | None = {**self.figures["words"], "number": self.number}.get(name)
        return found

    def indicator(self, code: str) -> Indicator | None:
        found = self.figures["indicators"].get(code)
        if found is None:
            return None
        return Indicator(code=code, name=found["name"], unit=found["unit"], decimals=found["decimals"])

    def value(self, code: str, *, period: Asked = "this") -> Number:
        return self._number(code, self.figures["unit"], self._period(period))

    def places(self, code: str, *, period: Asked = "this") -> Sequence[Place]:
        units, asked = self.figures["units"], self._period(period)
        return [
            Place(
                code=units[path]["region"] or units[path]["code"],
                name=units[path]["name"],
                number=self._number(code, path, asked),
            )
            for path in self.figures["below"]
        ]

    def rank(self, code: str) -> Rank:
        found = self.figures["ranks"].get(code, {"place": None, "among": 0})
        reference = Reference(code=code, path=self.figures["unit"], period=self._period("this"))
        return Rank(place=found["place"], among=found["among"], reference=reference.text if found["place"] else "")

    def history(self, code: str) -> Sequence[tuple[str, Number]]:
        own = self.figures["unit"]
        return [
            (period_words(parse_period(period)), self._number(code, own, period)) for period in self.figures["history"]
        ]

    def _period(self, asked: Asked) -> str:
        return str(self.figures["periods"][asked])

    def _number(self, code: str, path: str, period: str) -> Number:
        kept = _kept(self.figures, code, period, path)
        if kept is None or kept["value"] is None:
            return Number(value=None)
        return Number(value=Decimal(kept["value"]), reference=Reference(code=code, path=path, period=period).text)


def figures_of(figures: Figures) -> Iterator[Figure]:
    """All of them, by indicator, period and place."""
    for code, periods in sorted(figures["values"].items()):
        indicator = figures["indicators"][code]
        for period, places in sorted(periods.items()):
            for path, kept in sorted(places.items()):
                unit = figures["units"][path]
                yield Figure(
                    code=code,
                    name=indicator["name"],
                    name_en=indicator["name_en"],
                    path=path,
                    unit_code=unit["code"],
                    unit_name=unit["name"],
                    period=period,
                    value=None if kept["value"] is None else Decimal(kept["value"]),
                    measured_in=indicator["unit"],
                    measured_in_en=indicator["unit_en"],
                    decimals=indicator["decimals"],
                    is_withheld=kept["withheld"],
                    version=kept["version"],
                    run=kept["run"],
                )


def _kept(figures: Figures, code: str, period: str, path: str) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = figures["values"].get(code, {}).get(period, {}).get(path)
    return found
