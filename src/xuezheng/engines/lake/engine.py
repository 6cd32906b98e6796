"""The engine by setting, and how a list of parts becomes an expression on it: the same expressions on DuckDB and on Spark."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import ibis
import pyarrow as pa
from django.conf import settings

from xuezheng.engines.lake import duck, store
from xuezheng.engines.lake.declarations import ADDED, LakeTable

BATCH = 10_000
SQL_TYPES = {
    "integer": "BIGINT",
    "decimal": "DECIMAL(18, 4)",
    "text": "STRING",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


def backend() -> Any:
    return _spark(settings.SPARK_ADDRESS) if settings.LAKE_ENGINE == "spark" else duck.connection()


@cache
def _spark(address: str) -> Any:
    from pyspark.sql import SparkSession  # only where a cluster is named is the client installed

    return ibis.pyspark.connect(SparkSession.builder.remote(address).getOrCreate())


def rows_of(table: LakeTable, parts: Sequence[tuple[str, UUID]]) -> ibis.Table:
    """The rows of these parts, each named with its period. Every text in the statement is of our own making."""
    schema = ibis.Schema.from_pyarrow(table.schema.insert(0, pa.field("period", pa.string())))
    statement = " UNION ALL ".join(_part(table, period, part_id) for period, part_id in parts) or _nothing(table)
    found: ibis.Table = backend().sql(statement, schema=schema)
    return found


def to_arrow(expression: ibis.Expr) -> pa.Table:
    if settings.LAKE_ENGINE == "spark":
        return backend().to_pyarrow(expression)
    with duck.LOCK:
        return duck.connection().to_pyarrow(expression)


def run_statement(statement: str) -> pa.Table:
    """DuckDB's SQL, made by the platform's own jobs; in small batches, so that all cores take part in what follows."""
    with duck.LOCK:
        return duck.connection().con.sql(statement).to_arrow_table(batch_size=BATCH)


def is_duckdb() -> bool:
    return settings.LAKE_ENGINE != "spark"


def _names(table: LakeTable) -> list[str]:
    return [*ADDED, *(column.name for column in table.columns)]


def _part(table: LakeTable, period: str, part_id: UUID) -> str:
    path = store.path_of(part_id)
    place = f"parquet.`{path}`" if settings.LAKE_ENGINE == "spark" else f"read_parquet('{path}')"
    columns = ", ".join(_names(table))
    return f"SELECT '{period}' AS period, {columns} FROM {place}"  # noqa: S608 - checked period, declared names, own path


def _nothing(table: LakeTable) -> str:
    types = {column.name: SQL_TYPES[column.type] for column in table.columns}
    columns = ", ".join(f"CAST(NULL AS {types.get(name, 'STRING')}) AS {name}" for name in ["period", *_names(table)])
    return f"SELECT {columns} WHERE 1 = 0"
