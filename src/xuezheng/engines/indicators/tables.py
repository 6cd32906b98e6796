"""Where records come from: what the engine asks of whoever holds the tables."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Kind
from xuezheng.kernel.calendar.facade import PeriodKind


class TableShapes(Protocol):
    """What definitions are checked against; KeyError where there is no such table."""

    def fields(self, table: str) -> Mapping[str, Kind]:
        """The columns of a table with their kinds."""
        ...

    def period_kind(self, table: str) -> PeriodKind:
        """By which periods its records are kept."""
        ...


class TableReader(TableShapes, Protocol):
    """Reads whole tables for the platform's own jobs; what a post may see of the results is decided at the values."""

    def periods(self, table: str) -> Sequence[str]:
        """Codes of the periods that are loaded, the oldest first."""
        ...

    def read(self, table: str, period: str) -> ir.Table:
        """All rows of the period, with `unit_code` and `unit_path` beside the declared columns."""
        ...

    def to_arrow(self, expression: ir.Expr) -> pa.Table:
        """The expression's rows, computed where the tables lie."""
        ...

    @property
    def is_duckdb(self) -> bool:
        """Whether `run` may be used."""
        ...

    def run(self, statement: str) -> pa.Table:
        """A statement in DuckDB's SQL over what `read` gives, in small batches, so that all cores take part in what follows."""
        ...

    def fingerprint(self, table: str, period: str) -> str:
        """What was read, so that a value can say from which data it is."""
        ...

    def is_settled(self, table: str, period: str) -> bool:
        """Whether no change of the period waits to be measured. While one does, the period's run names data of which some places
        were not computed yet."""
        ...
