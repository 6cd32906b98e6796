"""Empties the test database between tests whose commits are real."""

from django.db import OperationalError, connections, transaction
from psycopg.errors import DeadlockDetected

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
FEW = 2_000
"""Up to so many rows a table is emptied row by row: truncating all tables makes their and their indexes' files anew, which
takes longer than most tests."""


def empty_tables(tries: int = 5) -> None:
    """As owner, since the application role may neither truncate nor delete everywhere.

    A closed page may have left a request with the server, which holds its locks in another order; whichever the
    database picks to give way, the request is over when the statement is tried again.
    """
    try:
        with transaction.atomic(using="owner"):
            _empty()
    except OperationalError as refused:
        if tries == 1 or not isinstance(refused.__cause__, DeadlockDetected):
            raise
        empty_tables(tries - 1)


def _empty() -> None:
    with connections["owner"].cursor() as cursor:
        tables = [name for name in connections["owner"].introspection.table_names(cursor) if name not in KEPT]
        counts = ", ".join(f'(SELECT count(*) FROM (SELECT FROM "{name}" LIMIT {FEW + 1}) rows)' for name in tables)
        cursor.execute(f"SELECT {counts}")
        filled = {name: rows for name, rows in zip(tables, cursor.fetchone() or (), strict=True) if rows}
        if not filled:
            return
        if max(filled.values()) > FEW:
            cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in tables) + " RESTART IDENTITY CASCADE")
            return
        # Foreign keys are checked at the end, so the order of the tables does not matter.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in filled:
            cursor.execute(f'DELETE FROM "{name}"')


def restart_sequences() -> None:
    """Numbers count from 1 in empty tables, whatever the tests before have drawn and rolled back."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence.oid::regclass, 1, false) FROM pg_class sequence"
            " JOIN pg_namespace place ON place.oid = sequence.relnamespace"
            " WHERE sequence.relkind = 'S' AND place.nspname = 'public' AND sequence.relname !~ '^(django|auth)_'"
        )
