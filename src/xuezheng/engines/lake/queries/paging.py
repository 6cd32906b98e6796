"""Rows page by page, in the order of places and keys: a page begins after the row its cursor names, never at a number."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.engine import to_arrow
from xuezheng.engines.lake.queries.reading import read
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """`following` is the cursor of the next page, empty on the last."""

    rows: pa.Table
    following: str


def rows_page(
    post: ActingPost,
    *,
    table: str,
    period: str,
    snapshot: int | None = None,
    below: str = "",
    after: str = "",
    size: int,
) -> RowsPage:
    """A cursor that is none of ours is ignored: the first page is shown."""
    rows = _rows(post, table=table, period=period, snapshot=snapshot, below=below)
    places = _places(rows, get_table(table).key)
    if (cursor := _read(after, len(places))) is not None:
        rows = rows.filter(_beyond(places, cursor))
    found = to_arrow(rows.order_by(places).limit(size + 1))
    shown = found.slice(0, size)
    more = found.num_rows > size
    return RowsPage(rows=shown, following=_written(shown, get_table(table).key) if more else "")


def rows_in_order(
    post: ActingPost, *, table: str, period: str, snapshot: int | None = None, below: str = ""
) -> pa.Table:
    """All that the post may see, as they are taken out."""
    rows = _rows(post, table=table, period=period, snapshot=snapshot, below=below)
    return to_arrow(rows.order_by(_places(rows, get_table(table).key)))


def count_of_rows(post: ActingPost, *, table: str, period: str, snapshot: int | None = None, below: str = "") -> int:
    rows = _rows(post, table=table, period=period, snapshot=snapshot, below=below)
    return int(to_arrow(rows.aggregate(rows=rows.count()))["rows"][0].as_py())


def _rows(post: ActingPost, *, table: str, period: str, snapshot: int | None, below: str) -> ir.Table:
    """`below` narrows what the door gives to one unit with all below it."""
    rows = read(post=post, table=table, periods=[period], snapshot=snapshot)
    return rows.filter(rows.unit_path >= below, rows.unit_path < f"{below}~") if below else rows


def _places(rows: ir.Table, key: Sequence[str]) -> list[ir.StringValue]:
    """As texts, since a key's column may be of any kind and may be empty."""
    return [rows.unit_path, *(ibis.coalesce(rows[name].cast("string"), ibis.literal("")) for name in key)]


def _beyond(places: Sequence[ir.StringValue], cursor: Sequence[str]) -> ir.BooleanValue:
    found = ibis.literal(value=False)
    for place, value in reversed(list(zip(places, cursor, strict=True))):
        found = (place > value) | ((place == value) & found)
    # Repeated in a form by which whole files are passed over.
    return (places[0] >= cursor[0]) & found


def _written(shown: pa.Table, key: Sequence[str]) -> str:
    last = shown.slice(shown.num_rows - 1).select(["unit_path", *key])
    values = [_as_engine_writes(value) for value in last.to_pylist()[0].values()]
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _as_engine_writes(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _read(cursor: str, parts: int) -> list[str] | None:
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))) if cursor else None
    except ValueError:
        return None
    right = isinstance(values, list) and len(values) == parts and all(isinstance(value, str) for value in values)
    return values if right else None
