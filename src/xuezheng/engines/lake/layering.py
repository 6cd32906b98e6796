"""Parts one above another: an overlay stands for the units it names, so that one school's rows are replaced by one small file.

Which part a row is read from is said by layers alone, which never change: an earlier snapshot reads as it always did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.lake.declarations import LakeTable

ORIGIN, GONE = "report_id", "gone"
"""Columns of files beside the declared ones: the report a row came from, and that the unit has no row in this file."""


@dataclass(frozen=True, kw_only=True)
class PartAt:
    """A part as it is read."""

    period: str
    id: UUID
    layer: int = 0
    is_overlay: bool = False
    has_origins: bool = False


def topmost(columns: str, rows: Sequence[str], replaced: Sequence[str]) -> str:
    """A statement over those that give rows with their `layer`, and those that give units with the layer that replaced them.

    A join and not a list of names: an overlay may replace fifty thousand units.
    """
    # Every text in the statement is of our own making.
    return (
        f"SELECT {columns} FROM ({' UNION ALL '.join(rows)}) AS layered LEFT JOIN (SELECT unit_code AS replaced_code,"  # noqa: S608 - see above
        f" max(layer) AS replaced_at FROM ({' UNION ALL '.join(replaced)}) AS named GROUP BY unit_code) AS replacing"
        f" ON layered.unit_code = replacing.replaced_code"
        f" WHERE replacing.replaced_at IS NULL OR layered.layer >= replacing.replaced_at"
    )


def overlay_of(stored: pa.Table, table: LakeTable, gone: Sequence[tuple[str, str]]) -> pa.Table:
    """The rows as an overlay's file holds them, with a line for every unit (code, path) that has none in it any more."""
    live = stored.append_column(GONE, pa.array([False] * stored.num_rows, pa.bool_()))
    schema = file_schema(table)
    codes, paths = [code for code, _path in gone], [path for _code, path in gone]
    given = {"unit_code": pa.array(codes, pa.string()), "unit_path": pa.array(paths, pa.string())}
    empty = [given.get(name, pa.nulls(len(gone), schema.field(name).type)) for name in schema.names[:-1]]
    lines = pa.table([*empty, pa.array([True] * len(gone), pa.bool_())], schema=schema)
    return pa.concat_tables([live.select(schema.names).cast(schema), lines]).sort_by([("unit_path", "ascending")])


def emptied(overlay: pa.Table, *, below: str) -> pa.Table:
    """The overlay without rows at or below a place. Its units stay named: what they had before does not come back."""
    inside = pc.starts_with(overlay["unit_path"], below)
    columns = []
    for field, values in zip(overlay.schema, overlay.columns, strict=True):
        if field.name in {"unit_code", "unit_path"}:
            columns.append(values)
        elif field.name == GONE:
            columns.append(pc.or_(values, inside))
        else:
            columns.append(pc.if_else(inside, pa.scalar(None, field.type), values))
    return pa.table(columns, names=overlay.column_names)


def live_rows(overlay: pa.Table) -> int:
    return int(pc.sum(pc.invert(overlay[GONE])).as_py() or 0)


def file_schema(table: LakeTable) -> pa.Schema:
    return table.schema.append(pa.field(ORIGIN, pa.string())).append(pa.field(GONE, pa.bool_()))


def common_place(paths: Iterable[str], *, within: str) -> str:
    """The deepest place at or above all of them, at or below the post's own."""
    found = sorted(paths)
    shared: list[str] = []
    for one, other in zip(found[0].rstrip(".").split("."), found[-1].rstrip(".").split("."), strict=False):
        if one != other:
            break
        shared.append(one)
    place = ".".join(shared) + "."
    return place if place.startswith(within) else within
