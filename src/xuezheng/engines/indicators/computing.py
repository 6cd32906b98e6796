"""Computing a period: components of units, cells of the levels above, and every value of every cell. No database here."""

from collections.abc import Collection, Sequence

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.formulas.facade import PRESENT, Span
from xuezheng.engines.indicators.programs import Program, dims_text, periods_of
from xuezheng.engines.indicators.rolling import DEEPEST, joined, rolled_up
from xuezheng.engines.indicators.scanning import unit_components, whole_components
from xuezheng.engines.indicators.tables import TableReader

VALUE = "value__"
"""Prefix of the columns with values, beside those with components."""


def cells_of(
    units: pa.Table | Sequence[str],
    program: Program,
    *,
    reader: TableReader,
    table: str,
    period: str,
    only: Collection[str] | None = None,
) -> pa.Table:
    """Every cell of the levels above the units with all components; `only` these paths where it is given."""
    own = [name for name, _marked in program.names_of(PRESENT, combining=True)]
    cells = _only(rolled_up(units, program, names=own), only)
    cells = _with_wholes(cells, program, PRESENT, reader=reader, table=table, periods=(period,))
    loaded = set(reader.periods(table))
    for span in program.spans:
        periods = tuple(code for code in periods_of(span, period) if code in loaded)
        cells = _with_span(cells, program, span, reader=reader, table=table, periods=periods)
    return cells


def with_values(cells: pa.Table, program: Program) -> pa.Table:
    """The cells with a column for each indicator, computed in columns."""
    if not cells.num_rows:
        return cells
    database = ibis.duckdb.connect()
    try:
        table = ibis.memtable(cells)
        values = {
            f"{VALUE}{each.definition.code}": each.value.combine_ibis(table).cast("float64")
            for each in program.indicators
        }
        return database.to_pyarrow(table.mutate(**values))
    finally:
        database.disconnect()


def _only(cells: pa.Table, paths: Collection[str] | None) -> pa.Table:
    return cells if paths is None else cells.filter(pc.is_in(cells["unit_path"], pa.array(sorted(paths), pa.string())))


def _with_span(
    cells: pa.Table, program: Program, span: Span, *, reader: TableReader, table: str, periods: Sequence[str]
) -> pa.Table:
    """Components of another period, or of the year so far; unknown where no such period is loaded."""
    columns = program.names_of(span, combining=True)
    if not periods:
        for _name, marked in [*columns, *program.names_of(span, combining=False)]:
            cells = cells.append_column(marked, pa.nulls(cells.num_rows, pa.float64()))
        return cells
    if columns:
        names = [name for name, _marked in columns]
        scanned = pa.concat_tables(
            [unit_components(reader.read(table, code), program, names=names) for code in periods]
        )
        cells = joined(cells, rolled_up(scanned, program, names=names), columns)
    return _with_wholes(cells, program, span, reader=reader, table=table, periods=periods)


def _with_wholes(
    cells: pa.Table, program: Program, span: Span, *, reader: TableReader, table: str, periods: Sequence[str]
) -> pa.Table:
    columns = program.names_of(span, combining=False)
    if not columns:
        return cells
    rows = reader.read(table, periods[-1])
    parts = {name: program.whole_only[name] for name, _marked in columns}
    found = []
    for depth in range(1, DEEPEST + 1):
        for cut in program.whole_only_cuts:
            whole = whole_components(rows, parts, depth=depth, cut=cut)
            dims = [
                dims_text(cut, values) if None not in values else None
                for values in zip(*(whole[key].to_pylist() for key in cut), strict=True)
            ]
            whole = whole.append_column("dims", pa.array(dims if cut else [""] * whole.num_rows, pa.string()))
            named = whole.rename_columns(["unit_path" if name == "at_path" else name for name in whole.column_names])
            found.append(named.select(["unit_path", "dims", *parts]))
    return joined(cells, pa.concat_tables(found), columns)
