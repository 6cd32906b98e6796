"""Computing a period: cells of every level from the counties' components, and every value of every cell. No database here."""

from collections.abc import Callable, Collection, Sequence

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.formulas.facade import PRESENT, Span
from xuezheng.engines.indicators.database import answer, in_memory
from xuezheng.engines.indicators.definitions import DEEPEST
from xuezheng.engines.indicators.programs import Program, dims_text, periods_of
from xuezheng.engines.indicators.rolling import cells_of_counties, counties_of, joined
from xuezheng.engines.indicators.scanning import unit_components, whole_components
from xuezheng.engines.indicators.tables import TableReader

VALUE = "value__"
"""Prefix of the columns with values, beside those with components."""
CELLS = "cells__"
Kept = Callable[[str, Collection[str]], pa.Table | None]
"""The counties' components of another period as its own run left them, where they are of the present data; else None."""


def nothing_kept(_period: str, _names: Collection[str]) -> None:
    """Other periods are then read from their records."""


def cells_of(
    counties: pa.Table,
    program: Program,
    *,
    reader: TableReader,
    table: str,
    period: str,
    only: Collection[str] | None = None,
    kept: Kept = nothing_kept,
) -> pa.Table:
    """Every cell of the counties and above with all components; `only` these paths where it is given."""
    own = [name for name, _marked in program.names_of(PRESENT, combining=True)]
    cells = _only(cells_of_counties(counties, program, names=own), only)
    cells = _with_wholes(cells, program, PRESENT, reader=reader, table=table, periods=(period,), only=only)
    loaded = set(reader.periods(table))
    for span in program.spans:
        periods = tuple(code for code in periods_of(span, period) if code in loaded)
        cells = _with_span(cells, program, span, reader=reader, table=table, periods=periods, only=only, kept=kept)
    return cells


def with_values(cells: pa.Table, program: Program) -> pa.Table:
    """The cells with a column for each indicator, computed in columns by a statement made once."""
    if not cells.num_rows:
        return cells
    with in_memory() as database:
        database.register(CELLS, cells)
        return answer(database, _values(program, cells.schema))


def _values(program: Program, schema: pa.Schema) -> str:
    key = ("values", tuple(schema.names))
    if key not in program.statements:
        table = ibis.table(ibis.Schema.from_pyarrow(schema), name=CELLS)
        values = {
            f"{VALUE}{each.definition.code}": each.value.combine_ibis(table).cast("float64")
            for each in program.indicators
        }
        program.statements[key] = str(ibis.to_sql(table.mutate(**values), dialect="duckdb"))
    return program.statements[key]


def _only(cells: pa.Table, paths: Collection[str] | None) -> pa.Table:
    return cells if paths is None else cells.filter(pc.is_in(cells["unit_path"], pa.array(sorted(paths), pa.string())))


def _with_span(
    cells: pa.Table,
    program: Program,
    span: Span,
    *,
    reader: TableReader,
    table: str,
    periods: Sequence[str],
    only: Collection[str] | None,
    kept: Kept,
) -> pa.Table:
    """Components of another period, or of the year so far; unknown where no such period is loaded."""
    columns = program.names_of(span, combining=True)
    if not periods:
        for _name, marked in [*columns, *program.names_of(span, combining=False)]:
            cells = cells.append_column(marked, pa.nulls(cells.num_rows, pa.float64()))
        return cells
    if columns:
        names = [name for name, _marked in columns]
        found = [_counties(program, names, reader=reader, table=table, period=code, kept=kept) for code in periods]
        cells = joined(cells, cells_of_counties(pa.concat_tables(found), program, names=names), columns)
    return _with_wholes(cells, program, span, reader=reader, table=table, periods=periods, only=only)


def _counties(
    program: Program, names: Sequence[str], *, reader: TableReader, table: str, period: str, kept: Kept
) -> pa.Table:
    wanted = ["unit_path", *program.dimensions, *names]
    there = kept(period, wanted)
    if there is not None:
        return there.select(wanted)
    units = unit_components(reader.read(table, period), program, reader=reader, names=names)
    return counties_of(units, program, names=names).select(wanted)


def _with_wholes(
    cells: pa.Table,
    program: Program,
    span: Span,
    *,
    reader: TableReader,
    table: str,
    periods: Sequence[str],
    only: Collection[str] | None,
) -> pa.Table:
    columns = program.names_of(span, combining=False)
    if not columns:
        return cells
    rows = reader.read(table, periods[-1])
    parts = {name: program.whole_only[name] for name, _marked in columns}
    found = []
    for depth in range(1, DEEPEST + 1):
        for cut in program.whole_only_cuts:
            whole = whole_components(rows, parts, reader=reader, depth=depth, cut=cut, only=only)
            dims = [
                dims_text(cut, values) if None not in values else None
                for values in zip(*(whole[key].to_pylist() for key in cut), strict=True)
            ]
            whole = whole.append_column("dims", pa.array(dims if cut else [""] * whole.num_rows, pa.string()))
            named = whole.rename_columns(["unit_path" if name == "at_path" else name for name in whole.column_names])
            found.append(named.select(["unit_path", "dims", *parts]))
    return joined(cells, pa.concat_tables(found), columns)
