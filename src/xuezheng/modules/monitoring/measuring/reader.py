"""Record tables of the lake as the indicators read them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.calendar.facade import PeriodKind
from xuezheng.modules.monitoring.models import DueMeasurement

KINDS = {
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "text": Kind.TEXT,
    "date": Kind.DATE,
    "boolean": Kind.BOOLEAN,
}


def kinds_of(table: lake.LakeTable) -> Mapping[str, Kind]:
    return {column.name: KINDS[column.type] for column in table.columns}


class LakeReader:
    """One for each computation: it reads of every period the snapshot that was current when it first asked, so that the
    fingerprint a value keeps is of the rows it was computed from, whatever is loaded meanwhile."""

    def __init__(self) -> None:
        self._snapshots: dict[tuple[str, str], int | None] = {}

    def fields(self, table: str) -> Mapping[str, Kind]:
        return kinds_of(lake.tables()[table])

    def period_kind(self, table: str) -> PeriodKind:
        return PeriodKind(lake.tables()[table].periods)

    def periods(self, table: str) -> Sequence[str]:
        return lake.loaded_periods(table)

    def read(self, table: str, period: str) -> ir.Table:
        return lake.read_whole(table=table, periods=[period], snapshot=self._snapshot(table, period))

    def to_arrow(self, expression: ir.Expr) -> pa.Table:
        return lake.to_arrow(expression)

    @property
    def is_duckdb(self) -> bool:
        return lake.is_duckdb()

    def run(self, statement: str) -> pa.Table:
        return lake.run_statement(statement)

    def fingerprint(self, table: str, period: str) -> str:
        snapshot = self._snapshot(table, period)
        return lake.fingerprint_of(table, period, snapshot=snapshot) if snapshot is not None else ""

    def is_settled(self, table: str, period: str) -> bool:
        return not DueMeasurement.objects.filter(table=table, period=period).exists()

    def _snapshot(self, table: str, period: str) -> int | None:
        key = (table, period)
        if key not in self._snapshots:
            self._snapshots[key] = lake.current_snapshot(table, period)
        return self._snapshots[key]
