"""The engine by setting, and how a list of parts becomes an expression on it: the same expressions on DuckDB and on Spark."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
from django.conf import settings

from xuezheng.engines.lake import duck, store
from xuezheng.engines.lake.declarations import ADDED, LakeTable
from xuezheng.engines.lake.layering import GONE, ORIGIN, PartAt, topmost

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


def rows_of(table: LakeTable, parts: Sequence[PartAt], *, with_origins: bool = False) -> ibis.Table:
    """The rows of these parts, each named with its period. Every text in the statement is of our own making."""
    schema = table.schema.insert(0, pa.field("period", pa.string()))
    if with_origins:
        schema = schema.append(pa.field(ORIGIN, pa.string()))
    periods = dict.fromkeys(part.period for part in parts)
    statements = [_rows(table, [part for part in parts if part.period == period], with_origins) for period in periods]
    statement = " UNION ALL ".join(statements) or _nothing(table, with_origins=with_origins)
    found: ibis.Table = backend().sql(statement, schema=ibis.Schema.from_pyarrow(schema))
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


def _rows(table: LakeTable, parts: Sequence[PartAt], with_origins: bool) -> str:
    overlays = [part for part in parts if part.is_overlay]
    if not overlays:
        return " UNION ALL ".join(_part(table, part, with_origins) for part in parts)
    columns = ", ".join(["period", *_names(table), *([ORIGIN] if with_origins else [])])
    layered = [_part(table, part, with_origins, with_layer=True) for part in parts]
    replaced = [f"SELECT unit_code, {part.layer} AS layer FROM {_file(part)}" for part in overlays]  # noqa: S608 - own path
    return topmost(columns, layered, replaced)


def _part(table: LakeTable, part: PartAt, with_origins: bool, *, with_layer: bool = False) -> str:
    columns = [f"'{part.period}' AS period", *_names(table)]
    if with_origins:
        columns.append(ORIGIN if part.has_origins else f"CAST(NULL AS {SQL_TYPES['text']}) AS {ORIGIN}")
    if with_layer:
        columns.append(f"{part.layer} AS layer")
    only = f" WHERE NOT {GONE}" if part.is_overlay else ""
    return f"SELECT {', '.join(columns)} FROM {_file(part)}{only}"  # noqa: S608 - checked period, declared names, own path


def _file(part: PartAt) -> str:
    path = store.path_of(part.id)
    return f"parquet.`{path}`" if settings.LAKE_ENGINE == "spark" else f"read_parquet('{path}')"


def _nothing(table: LakeTable, *, with_origins: bool) -> str:
    types = {column.name: SQL_TYPES[column.type] for column in table.columns}
    names = ["period", *_names(table), *([ORIGIN] if with_origins else [])]
    columns = ", ".join(f"CAST(NULL AS {types.get(name, 'STRING')}) AS {name}" for name in names)
    return f"SELECT {columns} WHERE 1 = 0"
