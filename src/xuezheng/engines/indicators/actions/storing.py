"""Writing a run's values: the rows of the cells it computed take the place of the former ones in one transaction.

Written as text of PostgreSQL's COPY, column by column: a model for each of tens of thousands of rows would take longer than
all that was computed. The rows pass through a temporary table, since COPY knows no row-level security.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import pyarrow as pa
from django.db import connection

from xuezheng.engines.indicators.computing import VALUE
from xuezheng.engines.indicators.definitions import DEPTHS, Compiled
from xuezheng.engines.indicators.models import IndicatorValue, IndicatorVersion, Run
from xuezheng.engines.indicators.programs import Program

COLUMNS = '"unit_path", "table", "code", "period", "dims", "value", "records", "components", "version", "run_id"'
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def lock_period(table: str, period: str) -> None:
    """One computation of a period at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"indicators {table} {period}"])


def replace_values(
    cells: pa.Table,
    program: Program,
    *,
    run: Run,
    versions: Mapping[str, IndicatorVersion],
    only: Collection[str] | None = None,
) -> int:
    """All values of the run's table and period, or of these units only. The number of values now there."""
    former = IndicatorValue.objects.filter(table=run.table, period=run.period)
    (former if only is None else former.filter(unit_path__in=only)).delete()
    return _copied(_lines(cells, program, run=run, versions=versions)) if cells.num_rows else 0


def _copied(blocks: Iterator[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE copy_values ON COMMIT DROP AS SELECT {COLUMNS} FROM indicators_value WITH NO DATA"  # noqa: S608 - names of our own
        )
        with cursor.copy(f"COPY copy_values ({COLUMNS}) FROM STDIN") as copy:
            for block in blocks:
                copy.write(block)
        # Foreign keys are checked by plans kept since the table was small, which then read all of it for each row.
        cursor.execute("DISCARD PLANS")
        cursor.execute(f"INSERT INTO indicators_value ({COLUMNS}) SELECT {COLUMNS} FROM copy_values")  # noqa: S608 - names of our own
        written = int(cursor.rowcount)
        cursor.execute("DROP TABLE copy_values")
    return written


@dataclass(frozen=True, kw_only=True)
class _Places:
    """What all indicators' rows share, column by column, as COPY's text where it is text."""

    depths: Sequence[int]
    paths: Sequence[str]
    dims: Sequence[str]
    divided: Sequence[frozenset[str]]
    numbers: Mapping[str, Sequence[str]]

    def rows_of(self, each: Compiled) -> list[int]:
        """Those of levels and divisions that are defined."""
        deepest, by = DEPTHS[each.definition.level_min], set(each.definition.by)
        return [row for row, depth in enumerate(self.depths) if depth <= deepest and self.divided[row] <= by]


def _lines(cells: pa.Table, program: Program, *, run: Run, versions: Mapping[str, IndicatorVersion]) -> Iterator[str]:
    """A block for each indicator."""
    names = {part.name for each in program.indicators for part in (*each.value.components, each.records)}
    dims = cells["dims"].to_pylist()
    places = _Places(
        depths=cells["depth"].to_pylist(),
        paths=cells["unit_path"].to_pylist(),
        dims=[text.translate(ESCAPES) for text in dims],
        divided=[frozenset(part.partition("=")[0] for part in text.split(";") if part) for text in dims],
        numbers={name: _numbers(cells[name], absent="null") for name in names},
    )
    for each in program.indicators:
        values = _numbers(cells[f"{VALUE}{each.definition.code}"], absent="\\N")
        yield _block(each, places, values, run=run, version=versions[each.definition.code].number)


def _block(each: Compiled, places: _Places, values: Sequence[str], *, run: Run, version: int) -> str:
    code, counts = each.definition.code, places.numbers[each.records.name]
    parts = [(f'"{part.name}": ', places.numbers[part.name]) for part in each.value.components]
    head, tail = f"\t{run.table}\t{code}\t{run.period}\t", f"\t{version}\t{run.id}\n"
    return "".join(
        [
            f"{places.paths[row]}{head}{places.dims[row]}\t{values[row]}\t{_whole(counts[row])}"
            f"\t{{{', '.join([name + column[row] for name, column in parts])}}}{tail}"
            for row in places.rows_of(each)
        ]
    )


def _numbers(column: pa.ChunkedArray, *, absent: str) -> list[str]:
    """As JSON and COPY write them; what is no number is absent."""
    return [repr(value) if value is not None and isfinite(value) else absent for value in column.to_pylist()]


def _whole(count: str) -> str:
    return "\\N" if count == "null" else str(int(float(count)))
