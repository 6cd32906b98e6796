"""Empties the test database between tests whose commits are real."""

from django.db import OperationalError, connections
from psycopg.errors import DeadlockDetected

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_tables(tries: int = 5) -> None:
    """As owner, since the application role may not truncate.

    A closed page may have left a request with the server, which holds its locks in another order; whichever the
    database picks to give way, the request is over when the statement is tried again.
    """
    with connections["owner"].cursor() as cursor:
        names = [name for name in connections["owner"].introspection.table_names(cursor) if name not in KEPT]
        try:
            cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " RESTART IDENTITY CASCADE")
        except OperationalError as refused:
            if tries == 1 or not isinstance(refused.__cause__, DeadlockDetected):
                raise
            empty_tables(tries - 1)
