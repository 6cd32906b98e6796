"""Whether the installation is able to work: database, migrations, worker."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from xuezheng.kernel.outbox.facade import worker_heartbeat

SILENT_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True)
class Health:
    """`ready` is all three."""

    database: bool
    migrations: bool
    worker: bool

    @property
    def ready(self) -> bool:
        return self.database and self.migrations and self.worker

    def as_dict(self) -> dict[str, Any]:
        return {"ready": self.ready, **asdict(self)}


def health(*, at: datetime) -> Health:
    try:
        applied = _applied()
        return Health(database=True, migrations=_wanted() <= applied, worker=_worker_works(at=at))
    except DatabaseError:
        return Health(database=False, migrations=False, worker=False)


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


@cache
def _wanted() -> set[tuple[str, str]]:
    """Read from disk once: the code of a running process does not change."""
    loader = MigrationLoader(None)
    return {(str(app), str(name)) for app, name in loader.disk_migrations}


def _worker_works(*, at: datetime) -> bool:
    heartbeat = worker_heartbeat()
    return heartbeat is not None and at - heartbeat < SILENT_AFTER
