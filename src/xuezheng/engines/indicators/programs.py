"""All indicators of a table as one program: which components are to be had, of which periods, divided by what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from xuezheng.engines.formulas.facade import Component, Span
from xuezheng.engines.indicators.definitions import Compiled
from xuezheng.kernel.calendar.facade import Period, parse_period

Cut = tuple[str, ...]
MOST_AT_ONCE = 2


@dataclass(frozen=True)
class Program:
    """`indicators` are all of one table. Equal components of several are one."""

    indicators: tuple[Compiled, ...]

    @cached_property
    def statements(self) -> dict[object, str]:
        """SQL that was made for it, by what it was made for."""
        return {}

    @cached_property
    def components(self) -> dict[str, Component]:
        """By the name with the period's mark."""
        return {part.name: part for each in self.indicators for part in each.components}

    @cached_property
    def combining(self) -> dict[str, Component]:
        """What is kept for each unit: of the period itself, whichever period it is wanted of."""
        return {part.present.name: part.present for part in self.components.values() if part.combines}

    @cached_property
    def whole_only(self) -> dict[str, Component]:
        """Medians and distinct counts: computed for each level from the rows."""
        return {part.present.name: part.present for part in self.components.values() if not part.combines}

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Other periods that are asked for."""
        return tuple(dict.fromkeys(part.span for part in self.components.values() if part.span != Span()))

    def names_of(self, span: Span, *, combining: bool) -> list[tuple[str, str]]:
        """(name of the period itself, name with the period's mark) of the components asked of that span."""
        return sorted(
            (part.present.name, part.name)
            for part in self.components.values()
            if part.span == span and part.combines == combining
        )

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(sorted({column for each in self.indicators for column in each.definition.by}))

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        """The whole, each dimension, and each two that divide one indicator together; no more, or cells would explode."""
        return _cuts(self.indicators)

    @cached_property
    def whole_only_cuts(self) -> tuple[Cut, ...]:
        """Each costs a pass over the rows for every level: only those that an indicator with such a component has."""
        return _cuts(each for each in self.indicators if not all(part.combines for part in each.components))


def _cuts(indicators: Iterable[Compiled]) -> tuple[Cut, ...]:
    found: dict[Cut, None] = {(): None}
    for each in indicators:
        for size in range(1, MOST_AT_ONCE + 1):
            found.update(dict.fromkeys(combinations(sorted(each.definition.by), size)))
    return tuple(found)


def periods_of(span: Span, period: str) -> tuple[str, ...]:
    """Codes of the periods a span covers, seen from the measured one."""
    place = parse_period(period)
    for _step in range(abs(span.offset)):
        place = place.previous() if span.offset < 0 else place.next()
    return tuple(part.code for part in _year_until(place)) if span.year_to_date else (place.code,)


def _year_until(place: Period) -> Iterator[Period]:
    """From the first of its year (school year, for terms) to the period itself."""
    for number in range(1, place.number + 1):
        yield Period(place.kind, place.year, number)
    if place.number == 0:
        yield place


def dims_text(cut: Sequence[str], values: Sequence[str]) -> str:
    """How a cell is named: stage=primary;urban_rural=rural."""
    return ";".join(f"{column}={value}" for column, value in zip(cut, values, strict=True))
