"""Kinds of values a formula knows, and how Python values are brought to them."""

import math
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

Value = Decimal | str | date | bool | None


class Kind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"

    @property
    def words(self) -> str:
        """In the reader's language."""
        titles = {
            Kind.NUMBER: _("a number"),
            Kind.TEXT: _("a text"),
            Kind.DATE: _("a date"),
            Kind.BOOLEAN: _("yes or no"),
        }
        return titles[self]


def as_value(given: object, kind: Kind, *, name: str) -> Value:
    """The given value as one of that kind; TypeError where it is of another, which is a mistake of ours."""
    if given is None:
        return None
    if kind == Kind.NUMBER:
        return _as_number(given, name)
    if kind == Kind.DATE:
        given = given.date() if isinstance(given, datetime) else given
        if isinstance(given, date):
            return given
    elif kind == Kind.BOOLEAN and isinstance(given, bool):
        return given
    elif kind == Kind.TEXT and isinstance(given, str):
        return str(given)
    raise TypeError(f"{name} is {type(given).__name__}, not a {kind.value}")


def _as_number(given: object, name: str) -> Decimal | None:
    if isinstance(given, Decimal):
        return given if given.is_finite() else None
    if isinstance(given, int) and not isinstance(given, bool):
        return Decimal(given)
    if isinstance(given, float):
        return Decimal(repr(given)) if math.isfinite(given) else None
    raise TypeError(f"{name} is {type(given).__name__}, not a number")
