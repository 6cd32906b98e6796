"""Keyset paging: a page starts after (or ends before) a row, named by a cursor of its sort value and key."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Order:
    """The field the rows are ordered by; the primary key breaks ties in the same direction."""

    field: str
    descending: bool = False

    def terms(self, *, backward: bool = False) -> tuple[str, str]:
        sign = "-" if self.descending != backward else ""
        return f"{sign}{self.field}", f"{sign}pk"


@dataclass(frozen=True, kw_only=True)
class Window(Generic[M]):
    """The rows of one page, and the cursors of its neighbours; empty where there is none."""

    rows: list[M]
    after: str = ""
    before: str = ""


def window(rows: QuerySet[M], order: Order, *, after: str, before: str, size: int) -> Window[M]:
    """The page after, or before, a cursor. A cursor that is not ours is ignored: the first page is shown."""
    backward = bool(before)
    cursor = _read(before or after, rows, order)
    chosen = _beyond(rows, order, cursor, backward=backward) if cursor else rows
    found = list(chosen.order_by(*order.terms(backward=backward))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward and cursor:
        found.reverse()
        return _window(found, order, more_before=more, more_after=True)
    return _window(found, order, more_before=cursor is not None, more_after=more)


def _window(found: list[M], order: Order, *, more_before: bool, more_after: bool) -> Window[M]:
    return Window(
        rows=found,
        after=cursor_of(found[-1], order) if found and more_after else "",
        before=cursor_of(found[0], order) if found and more_before else "",
    )


def _beyond(rows: QuerySet[M], order: Order, cursor: tuple[Any, Any], *, backward: bool) -> QuerySet[M]:
    """The first condition repeats the second in a form that an index can start at."""
    value, key = cursor
    beyond = "lt" if order.descending != backward else "gt"
    reach = Q(**{f"{order.field}__{beyond}e": value})
    ties = Q(**{f"{order.field}__{beyond}": value}) | Q(**{order.field: value, f"pk__{beyond}": key})
    return rows.filter(reach & ties)


def cursor_of(row: Model, order: Order) -> str:
    value: Any = row
    for name in order.field.split("__"):
        value = getattr(value, name)
    return urlsafe_b64encode(json.dumps([_plain(value), _plain(row.pk)]).encode()).decode().rstrip("=")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, int | float | bool | str) else str(value)


def _read(cursor: str, rows: QuerySet[M], order: Order) -> tuple[Any, Any] | None:
    try:
        value, key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        rows.filter(**{order.field: value, "pk": key})
    except (ValueError, TypeError, ValidationError):
        return None
    return (value, key) if "\x00" not in f"{value}{key}" else None
