"""What a bulletin is filled from: frozen values the caller gives, each with a reference to where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

Period = Literal["this", "last", "last_year"]
"""The bulletin's own period, the one before it, and the same one a year before."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """`unit` stands after a value; a share ("%") is given as a fraction of one and shown times a hundred."""

    code: str
    name: str
    unit: str
    decimals: int = 0

    @property
    def is_share(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, kw_only=True)
class Number:
    """No value is None, never zero."""

    value: Decimal | float | None
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit directly below the bulletin's own; `code` is its region's where it is to stand on a map."""

    code: str
    name: str
    number: Number


@dataclass(frozen=True, kw_only=True)
class Rank:
    """Of the bulletin's unit among its siblings, best first."""

    place: int | None
    among: int
    reference: str = ""


class Numbers(Protocol):
    """One unit's numbers of one period. `word` knows names such as unit, period, issuer; None is a name not known."""

    def word(self, name: str) -> str | None: ...

    def indicator(self, code: str) -> Indicator | None: ...

    def value(self, code: str, *, period: Period = "this") -> Number: ...

    def places(self, code: str, *, period: Period = "this") -> Sequence[Place]: ...

    def rank(self, code: str) -> Rank: ...

    def history(self, code: str) -> Sequence[tuple[str, Number]]:
        """Titles of periods with their values, oldest first."""
        ...
