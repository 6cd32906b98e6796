"""One pass over a table's rows for the components of every unit, as one wide Arrow table."""

from collections.abc import Collection

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Component
from xuezheng.engines.indicators.programs import Cut, Program

UNIT = ("unit_code", "unit_path")


def unit_components(table: ir.Table, program: Program, *, names: Collection[str] | None = None) -> pa.Table:
    """A row for each unit, and for each combination of dimensions within it. Runs where the table lies, DuckDB or Spark.

    `names` are the components wanted, all where it is not given.
    """
    parts = {name: part for name, part in program.combining.items() if names is None or name in names}
    keys = [*UNIT, *program.dimensions]
    aggregates = {name: part.to_ibis(table) for name, part in parts.items()}
    scanned = table.aggregate(by=[table[key] for key in keys], **aggregates)
    scanned = scanned.mutate(**{key: scanned[key].cast("string") for key in program.dimensions})
    return _in_doubles(scanned.to_pyarrow(), list(parts))


def whole_components(table: ir.Table, parts: dict[str, Component], *, depth: int, cut: Cut) -> pa.Table:
    """What no sum gives, for every unit of that depth."""
    placed = table.mutate(at_path=prefix(table.unit_path, depth))
    placed = placed.filter(placed.unit_path.length() >= placed.at_path.length(), _has_depth(placed.at_path, depth))
    aggregates = {name: part.to_ibis(placed) for name, part in parts.items()}
    found = placed.aggregate(by=[placed.at_path, *(placed[key] for key in cut)], **aggregates)
    found = found.mutate(**{key: found[key].cast("string") for key in cut})
    return _in_doubles(found.to_pyarrow(), list(parts))


def prefix(path: ir.StringValue, depth: int) -> ir.StringValue:
    """The path's first segments, all of it where it has fewer."""
    return path.re_extract(rf"^((?:[^.]+\.){{1,{depth}}})", 1)


def _has_depth(path: ir.StringValue, depth: int) -> ir.BooleanValue:
    return (path.length() - path.replace(".", "").length()) == ibis.literal(depth)


def _in_doubles(scanned: pa.Table, names: list[str]) -> pa.Table:
    """Engines count in different widths of integers; here all components are doubles."""
    for name in names:
        place = scanned.schema.get_field_index(name)
        if scanned.schema.field(place).type != pa.float64():
            scanned = scanned.set_column(place, name, scanned[name].cast(pa.float64(), safe=False))
    return scanned
