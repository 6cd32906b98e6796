"""DuckDB in memory for one computation, within the memory and threads that the lake's own connection has."""

from typing import Any

import duckdb
from django.conf import settings


def in_memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config=limits())


def limits() -> dict[str, Any]:
    return {"threads": settings.LAKE_THREADS, "memory_limit": f"{settings.LAKE_MEMORY_MB}MB"}
