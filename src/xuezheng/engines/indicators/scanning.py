"""One pass over a table's rows for the components of every unit, as one wide Arrow table.

On DuckDB the statement is made once for a program and kept: writing hundreds of aggregates takes longer than running them.
"""

from collections.abc import Collection, Iterator, Sequence

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Component
from xuezheng.engines.indicators.programs import Cut, Program
from xuezheng.engines.indicators.tables import TableReader

UNIT = ("unit_code", "unit_path")
ROWS = "records__"
"""How a kept statement calls the rows it is run over."""
FEW, LOOKED_AT = 64, 100_000


def unit_components(
    table: ir.Table, program: Program, *, reader: TableReader, names: Collection[str] | None = None
) -> pa.Table:
    """A row for each unit, and for each combination of dimensions within it. Runs where the table lies, DuckDB or Spark.

    `names` are the components wanted, all where it is not given.
    """
    wanted = [name for name in program.combining if names is None or name in names]
    if not reader.is_duckdb:
        return in_doubles(reader.to_arrow(_gathered(table, program, wanted, grain_of(table, program, reader))), wanted)
    source = ibis.to_sql(table)
    alone = _stands_alone(reader, source)
    grain = () if alone else grain_of(table, program, reader)
    key = ("units", tuple(wanted), alone, grain, tuple(table.schema().items()))
    if key not in program.statements:
        rows = ibis.table(table.schema(), name=ROWS)
        made = _taken(rows, program, wanted) if alone else _gathered(rows, program, wanted, grain)
        program.statements[key] = str(ibis.to_sql(made, dialect="duckdb"))
    statement = f"WITH {ROWS} AS ({source}) SELECT * FROM ({program.statements[key]})"  # noqa: S608 - made by Ibis
    return in_doubles(reader.run(statement), wanted)


def _gathered(table: ir.Table, program: Program, names: Sequence[str], grain: Sequence[str]) -> ir.Table:
    """In two steps: what is added up is added once for all values of the grain, then each filter takes its own of these."""
    keys = [*UNIT, *program.dimensions]
    divided = {name: program.combining[name].divided(grain) for name in names}
    fine = {each.fine.name: each.fine.to_exact_ibis(table) for each in divided.values()}
    parts = table.aggregate(by=[table[key] for key in dict.fromkeys([*keys, *grain])], **fine)
    whole = {name: each.combined(parts).cast("float64") for name, each in divided.items()}
    found = parts.aggregate(by=[parts[key] for key in keys], **whole)
    return found.mutate(**{key: found[key].cast("string") for key in program.dimensions})


def _taken(table: ir.Table, program: Program, names: Sequence[str]) -> ir.Table:
    """The same where each unit has one row: what is gathered of a single row is read from it, without grouping."""
    columns = {name: program.combining[name].of_one_row(table) for name in names}
    dimensions = {key: table[key].cast("string") for key in program.dimensions}
    return table.select(*(table[key] for key in UNIT), **dimensions, **columns)


def grain_of(table: ir.Table, program: Program, reader: TableReader) -> tuple[str, ...]:
    """Texts that filters name and that have few values: by these rows are gathered first. A guess from the table's beginning,
    which costs time where it is wrong and changes no result."""
    schema = table.schema()
    texts = [name for name in schema if schema[name].is_string() or schema[name].is_boolean()]
    named = {name for part in program.combining.values() for name in part.divided(texts).fields}
    grain = tuple(name for name in schema if name in named)
    if not grain:
        return ()
    beginning = table.select(*grain).limit(LOOKED_AT)
    return grain if reader.to_arrow(beginning.distinct().limit(FEW + 1)).num_rows <= FEW else ()


def _stands_alone(reader: TableReader, source: str) -> bool:
    """Whether no unit has two rows."""
    counted = reader.run(f"SELECT count(*) = count(DISTINCT unit_code) AS alone FROM ({source})")  # noqa: S608 - made by Ibis
    return bool(counted["alone"][0].as_py())


def whole_components(
    table: ir.Table,
    parts: dict[str, Component],
    *,
    reader: TableReader,
    depth: int,
    cut: Cut,
    only: Collection[str] | None = None,
) -> pa.Table:
    """What no sum gives, for every unit of that depth, or for `only` these paths."""
    placed = table.mutate(at_path=prefix(table.unit_path, depth))
    placed = placed.filter(*_at_depth(placed, depth, only))
    aggregates = {name: part.to_ibis(placed) for name, part in parts.items()}
    found = placed.aggregate(by=[placed.at_path, *(placed[key] for key in cut)], **aggregates)
    found = found.mutate(**{key: found[key].cast("string") for key in cut})
    return in_doubles(reader.to_arrow(found), list(parts))


def _at_depth(placed: ir.Table, depth: int, only: Collection[str] | None) -> Iterator[ir.BooleanValue]:
    path = placed.at_path
    yield placed.unit_path.length() >= path.length()
    yield (path.length() - path.replace(".", "").length()) == ibis.literal(depth)
    if only is not None:
        yield path.isin(sorted(only))


def prefix(path: ir.StringValue, depth: int) -> ir.StringValue:
    """The path's first segments, all of it where it has fewer."""
    return path.re_extract(rf"^((?:[^.]+\.){{1,{depth}}})", 1)


def in_doubles(scanned: pa.Table, names: Sequence[str]) -> pa.Table:
    """Engines count in different widths of integers; here all components are doubles."""
    for name in names:
        place = scanned.schema.get_field_index(name)
        if scanned.schema.field(place).type != pa.float64():
            scanned = scanned.set_column(place, name, scanned[name].cast(pa.float64(), safe=False))
    return scanned
