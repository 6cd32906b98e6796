"""An examination of the installation, as plain values: versions, paths, database, worker, room."""

import platform
import shutil
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils.translation import override

from xuezheng import VERSION
from xuezheng.engines.papers.fonts import missing_font_sentence
from xuezheng.kernel.outbox.facade import queue_state
from xuezheng.site.configuration import CHECKOUT, configuration, socket_folder
from xuezheng.site.operations.health import SILENT_AFTER
from xuezheng.site.operations.preparation import pending_migrations


def examine(*, home: Path, at: datetime) -> dict[str, Any]:
    """Sound is what has a database that answers and no migration pending; a worker is only there while it runs."""
    database = examine_database()
    return {
        "sound": bool(database["reachable"] and database["pending_migrations"] == []),
        "examined_at": at.isoformat(),
        "versions": versions(),
        "paths": paths(home),
        "database": database,
        "worker": examine_worker(at=at) if database["reachable"] else {"works": False, "heartbeat_at": None},
        "disk": {"free_bytes": shutil.disk_usage(home).free},
        "charts": examine_charts(),
    }


def examine_charts() -> dict[str, Any]:
    """Charts in documents need a font of this machine; those in pages use the reader's."""
    with override("en"):
        advice = missing_font_sentence()
    return {"chinese_font": not advice, "advice": advice}


def versions() -> dict[str, str]:
    return {
        "xuezheng": VERSION,
        "python": platform.python_version(),
        "django": django.get_version(),
        "psycopg": psycopg.__version__,
        "granian": version("granian"),
        "procrastinate": version("procrastinate"),
        "system": platform.platform(),
    }


def paths(home: Path) -> dict[str, str]:
    return {
        "checkout": str(CHECKOUT),
        "home": str(home),
        "logs": str(home / "logs"),
        "static": str(settings.STATIC_ROOT),
        "python": sys.executable,
        "socket": "" if configuration().database_url else str(socket_folder(home)),
    }


def examine_database() -> dict[str, Any]:
    chosen = configuration()
    found: dict[str, Any] = {
        "embedded": not chosen.database_url,
        "owner_url": chosen.owner_url,
        "application_url": chosen.application_url,
        "reachable": False,
        "server_version": None,
        "size_bytes": None,
        "pending_migrations": None,
        "reason": "",
    }
    try:
        found |= _facts()
    except DatabaseError as error:
        found["reason"] = str(error).strip()
    return found


def _facts() -> dict[str, Any]:
    """Both roles must reach it: the application's is asked as well."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        server, size = cursor.fetchone()
    pending = pending_migrations()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"reachable": True, "server_version": server, "size_bytes": size, "pending_migrations": pending}


def examine_worker(*, at: datetime) -> dict[str, Any]:
    try:
        state = queue_state()
    except DatabaseError:
        return {"works": False, "heartbeat_at": None}
    heartbeat = state.heartbeat_at
    return {
        "works": heartbeat is not None and at - heartbeat < SILENT_AFTER,
        "heartbeat_at": heartbeat.isoformat() if heartbeat else None,
        "waiting": state.waiting,
        "running": state.running,
        "failed": state.failed,
    }
