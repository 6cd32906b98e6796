"""A table as it stands in a document: title, heads with their widths, rows of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

Value = str | int | Decimal | date | Promise | None


@dataclass(frozen=True, kw_only=True)
class Head:
    """`width` in characters of Latin script; a Chinese one takes two."""

    title: str
    width: int
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentTable:
    """`subtitle` says for whom, of which period, as of which day."""

    title: str
    subtitle: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]] = field(default_factory=tuple)
    note: str = ""


def as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,.{places_of(value)}f}" if isinstance(value, Decimal) else str(value)


def places_of(number: Decimal) -> int:
    """As many as it was given with, which are those that its page shows."""
    return max(0, -int(number.as_tuple().exponent))
