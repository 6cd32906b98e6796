"""From units to counties, cities and the province: sums along the path's prefixes, for every cut, in DuckDB.

SQL by hand, for it is only sums of columns whose names are digests and of dimensions whose names were checked: nothing of a
user's text stands in it, and an expression tree of a thousand columns for each level would cost more than the sums.
"""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from xuezheng.engines.formulas.facade import Function
from xuezheng.engines.indicators.database import answer, in_memory
from xuezheng.engines.indicators.definitions import DEEPEST
from xuezheng.engines.indicators.programs import Cut, Program


def counties_of(units: pa.Table | Sequence[str], program: Program, *, names: Sequence[str]) -> pa.Table:
    """A row for each county, and for each combination of dimensions in it; units above the counties stand for themselves.

    `units` is a table or the files of its parts.
    """
    with in_memory() as database:
        if isinstance(units, pa.Table):
            database.register("units", units)
        else:
            database.read_parquet(list(units)).create_view("units")
        return answer(database, _level(program, names, depth=DEEPEST, source="units"))


def cells_of_counties(counties: pa.Table, program: Program, *, names: Sequence[str]) -> pa.Table:
    """Cells: depth, unit_path, dims and the components of those names, at every level from the counties up."""
    with in_memory() as database:
        database.register(f"level{DEEPEST}", counties)
        for depth in range(DEEPEST - 1, 0, -1):
            level = _level(program, names, depth=depth, source=f"level{depth + 1}")
            database.execute(f"CREATE TEMP TABLE level{depth} AS {level}")
        cells = " UNION ALL ".join(
            _cells(program, names, depth=depth, cut=cut) for depth in range(1, DEEPEST + 1) for cut in program.cuts
        )
        return answer(database, cells)


def _level(program: Program, names: Sequence[str], *, depth: int, source: str) -> str:
    keys = "".join(f', "{column}"' for column in program.dimensions)
    return (
        f"SELECT regexp_extract(unit_path, '^(?:[^.]+\\.){{1,{depth}}}') AS unit_path{keys}"  # noqa: S608 - see the file's head
        f"{_gathered(program, names)} FROM {source} GROUP BY ALL"
    )


def _cells(program: Program, names: Sequence[str], *, depth: int, cut: Cut) -> str:
    named = " || ';' || ".join(f"'{column}=' || \"{column}\"" for column in cut) or "''"
    known = "".join(f' AND "{column}" IS NOT NULL' for column in cut)
    return (
        f"SELECT {depth} AS depth, unit_path, {named} AS dims{_gathered(program, names)} FROM level{depth}"  # noqa: S608 - see the file's head
        f" WHERE len(unit_path) - len(replace(unit_path, '.', '')) = {depth}{known} GROUP BY ALL"
    )


def _gathered(program: Program, names: Sequence[str]) -> str:
    functions = {Function.MIN: "min", Function.MAX: "max"}
    return "".join(
        f', {functions.get(program.combining[name].function, "sum")}("{name}") AS "{name}"' for name in names
    )


def joined(cells: pa.Table, more: pa.Table, columns: Iterable[tuple[str, str]]) -> pa.Table:
    """The cells with further columns, renamed, of the same places; a place the others lack is unknown there."""
    taken = "".join(f', more."{name}" AS "{wanted}"' for name, wanted in columns)
    with in_memory() as database:
        database.register("cells", cells)
        database.register("more", more)
        return answer(
            database,
            f"SELECT cells.*{taken} FROM cells LEFT JOIN more USING (unit_path, dims)",  # noqa: S608 - see the file's head
        )
