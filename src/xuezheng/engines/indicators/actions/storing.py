"""Writing a run and its values: the rows of the cells it computed take the place of the former ones in one transaction."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db import connection

from xuezheng.engines.indicators.computing import VALUE
from xuezheng.engines.indicators.definitions import DEPTHS, Compiled
from xuezheng.engines.indicators.models import IndicatorValue, IndicatorVersion, Run
from xuezheng.engines.indicators.programs import Program
from xuezheng.kernel.scope.copying import insert_by_copy


def lock_period(table: str, period: str) -> None:
    """One computation of a period at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"indicators {table} {period}"])


def next_number(unit_path: str, table: str, period: str) -> int:
    last = (
        Run.objects.filter(unit_path=unit_path, table=table, period=period)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (last or 0) + 1


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
    rows = [row for each in program.indicators for row in _rows(cells, each, run, versions)]
    insert_by_copy(rows)
    return len(rows)


def _rows(
    cells: pa.Table, each: Compiled, run: Run, versions: Mapping[str, IndicatorVersion]
) -> Iterator[IndicatorValue]:
    if not cells.num_rows:
        return
    definition = each.definition
    number, deepest, divided = versions[definition.code].number, DEPTHS[definition.level_min], set(definition.by)
    names = [part.name for part in each.components]
    columns: list[list[Any]] = [cells[name].to_pylist() for name in names]
    places = (cells[name].to_pylist() for name in ("depth", "unit_path", "dims", f"{VALUE}{definition.code}"))
    for row, (depth, path, dims, value) in enumerate(zip(*places, strict=True)):
        if depth <= deepest and (not dims or {part.partition("=")[0] for part in dims.split(";")} <= divided):
            yield IndicatorValue(
                unit_path=path,
                table=run.table,
                code=definition.code,
                period=run.period,
                dims=dims,
                value=value,
                components={name: column[row] for name, column in zip(names, columns, strict=True)},
                version=number,
                run=run,
            )


def new_run(
    *,
    unit_path: str,
    table: str,
    period: str,
    versions: Mapping[str, IndicatorVersion],
    began_at: datetime,
    **more: Any,
) -> Run:
    return Run.objects.create(
        unit_path=unit_path,
        table=table,
        period=period,
        number=next_number(unit_path, table, period),
        versions={code: version.number for code, version in versions.items()},
        began_at=began_at,
        **more,
    )
