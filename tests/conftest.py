"""The test database: created as owner, used as the application role, so that row-level security is always on."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import translation
from django.utils.translation import trans_real
from pytest_django.plugin import DjangoDbBlocker

from tests.emptying import empty_tables, restart_sequences
from xuezheng.site.configuration import configuration, embedded_url, socket_folder
from xuezheng.site.databases import prepare_roles
from xuezheng.site.embedded import EmbeddedServer
from xuezheng.site.memory import settle
from xuezheng.site.messages import compile_catalogues

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")

hypothesis.settings.register_profile("house", deadline=None)  # benchmarks time, tests do not
hypothesis.settings.load_profile("house")


LONG = (
    "tests/e2e/test_walk.py::test_every_page_holds[administrator]",
    "tests/leaks/test_faces.py::test_what_is_foreign_answers_as_what_does_not_exist[administrator]",
    "tests/site/scaffold/test_creation.py::test_new_modules_are_placed_and_pass_everything",
)
"""They go first, whatever the order of the others: a long one at the end would hold one core while the other is idle."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.nodeid not in LONG)


def pytest_collection_finish() -> None:
    settle()


def pytest_configure(config: pytest.Config) -> None:
    """The first process compiles the catalogues and starts the server; workers find it under the inherited home."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()
        # What Django read before they were compiled would stay without their texts.
        trans_real._translations.clear()  # type: ignore[attr-defined] # its own cache, which has no public door
    if "DATABASE_URL" in os.environ or hasattr(config, "workerinput"):
        return
    home = Path(os.environ["XUEZHENG_HOME"])
    server = EmbeddedServer(data=home / "postgresql", sockets=socket_folder(home), options=FAST)
    server.start()

    def stop() -> None:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)

    config.add_cleanup(stop)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared as they are written in the code; requests choose their own language."""
    with translation.override("en"):
        yield


def owner_address(database: str) -> str:
    url = configuration().database_url or embedded_url(configuration().home, owner=True)
    before, _, query = url.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{database}?{query}".rstrip("?")


def create_database(name: str) -> None:
    with psycopg.connect(owner_address("postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    with psycopg.connect(owner_address(name), autocommit=True) as database:
        prepare_roles(database)


def drop_database(name: str) -> None:
    with psycopg.connect(owner_address("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def point_at(name: str) -> None:
    """Connections that Django opens from now on lead to that database."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    name = f"test_xuezheng_{worker_id}_{os.getpid()}"
    create_database(name)
    with django_db_blocker.unblock():
        point_at(name)
        call_command("migrate", database="owner", verbosity=0)
        yield
        end_other_sessions()
        point_at(name)
    drop_database(name)


def end_other_sessions() -> None:
    """What a thread left open. An owner who is no superuser may not end another role's sessions; each role may end its own."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module's own fixtures build stands for all its tests, and is undone after them. Each test asks for `undone`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def undone(module_transaction: None) -> Iterator[None]:
    """What one test does to what its module built is undone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database whose commits are real, for tests with several connections; emptied as owner afterwards."""
    with django_db_blocker.unblock():
        restart_sequences()
        yield
        empty_tables()
        for connection in connections.all():
            connection.close()
