"""Versions of definitions are numbered one after the other, whoever brings them: a release, a package, the office."""

from django.db import connection


def wait_for_other_versions() -> None:
    """Two at once would both count on from the same number. The lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('indicators versions', 0))")
