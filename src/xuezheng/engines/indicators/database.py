"""DuckDB in memory, within the memory and threads that the lake's own connection has: for one computation, or kept for pages."""

import os
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
from django.conf import settings


def in_memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config=limits())


def answer(database: duckdb.DuckDBPyConnection, statement: str) -> pa.Table:
    """By way of a table: as a relation DuckDB plans a statement twice, and to plan hundreds of columns takes longer than to
    compute them for a province's counties."""
    database.execute(f"CREATE OR REPLACE TEMP TABLE answer__ AS {statement}")
    return database.table("answer__").to_arrow_table()


def kept() -> duckdb.DuckDBPyConnection:
    """For questions that make nothing there: to open a database of their own would take longer than to answer them."""
    return _kept_by(os.getpid()).cursor()


@cache
def _kept_by(_process: int) -> duckdb.DuckDBPyConnection:
    return in_memory()


def limits() -> dict[str, Any]:
    return {"threads": settings.LAKE_THREADS, "memory_limit": f"{settings.LAKE_MEMORY_MB}MB"}
