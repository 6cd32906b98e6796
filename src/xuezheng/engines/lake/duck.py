"""DuckDB in this process: one connection, no way out of the lake's folder, no extension fetched, memory and threads limited."""

from functools import cache
from threading import Lock

import ibis
from django.conf import settings
from ibis.backends.duckdb import Backend

from xuezheng.engines.lake import store

LOCK = Lock()
"""One connection serves all threads of the process: they take turns."""


@cache
def connection() -> Backend:
    backend = ibis.duckdb.connect(
        threads=settings.LAKE_THREADS,
        memory_limit=f"{settings.LAKE_MEMORY_MB}MB",
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    place = str(store.folder()).replace("'", "''")
    for statement in (
        f"SET temp_directory = '{place}/spill'",
        f"SET allowed_directories = ['{place}/']",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ):
        backend.con.execute(statement)
    return backend
