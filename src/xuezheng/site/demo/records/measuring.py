"""The indicators of the demonstration's quarters, computed from its records as the nightly job would."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.lake.facade import get_table, read_whole, snapshots_of, tables, to_arrow
from xuezheng.kernel.scope.acting import ActingPost

KINDS = {
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "text": Kind.TEXT,
    "date": Kind.DATE,
    "boolean": Kind.BOOLEAN,
}


class LakeReader:
    """The lake's tables as the engine of indicators asks for them."""

    def __init__(self, post: ActingPost) -> None:
        self.post = post
        self._kept: dict[str, dict[str, str]] = {}

    def fields(self, table: str) -> Mapping[str, Kind]:
        return {column.name: KINDS[column.type] for column in tables()[table].columns}

    def periods(self, table: str) -> Sequence[str]:
        return sorted(self._snapshots(table))

    def read(self, table: str, period: str) -> Any:
        return read_whole(table=get_table(table).code, periods=[period])

    def to_arrow(self, expression: ir.Expr) -> pa.Table:
        return to_arrow(expression)

    def fingerprint(self, table: str, period: str) -> str:
        return self._snapshots(table)[period]

    def _snapshots(self, table: str) -> dict[str, str]:
        """Of each period the newest, looked up once: nobody else loads while the demonstration does."""
        if table not in self._kept:
            newest_last = reversed(snapshots_of(self.post, table))
            self._kept[table] = {snapshot.period: snapshot.fingerprint for snapshot in newest_last}
        return self._kept[table]
