"""The demonstration province in a real database, for the tests of what it holds."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.conftest import create_database, drop_database, end_other_sessions, owner_address, point_at
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.site.demo import load

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SEEING_ALL = system_post("test", permissions=frozenset({"plans.read", "units.read"}))


@pytest.fixture(scope="session")
def demonstration(django_db_setup: None, testrun_uid: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with the province for this process alone: a copy of what the first process that asks for it loads."""
    seed, own = f"demo_{testrun_uid}", f"demo_{testrun_uid}_{os.getpid()}"
    with psycopg.connect(owner_address("postgres"), autocommit=True) as server, django_db_blocker.unblock():
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [seed])
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [seed]).fetchone() is None:
            build(seed, server)
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{seed}" STRATEGY FILE_COPY')
    yield own
    for name in (own, seed):
        drop_database(name)


def build(name: str, server: psycopg.Connection) -> None:
    """It bears its name once it is whole."""
    unfinished, before = f"{name}_unfinished", connections["default"].settings_dict["NAME"]
    drop_database(unfinished)
    create_database(unfinished)
    point_at(unfinished)
    try:
        call_command("migrate", database="owner", verbosity=0)
        load("small", at=AT)
        end_other_sessions()
    finally:
        point_at(before)
    server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


@pytest.fixture(scope="module")
def province(demonstration: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module does to it is rolled back after it."""
    before = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        point_at(demonstration)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        point_at(before)


@pytest.fixture
def loaded(province: None) -> Iterator[None]:
    with bound(SEEING_ALL):
        yield
