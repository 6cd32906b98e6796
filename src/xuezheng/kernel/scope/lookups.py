"""The lookup `begins`: a prefix as a range in C collation, for what people type into a search.

LIKE is not leakproof. Under row-level security PostgreSQL must ask the policy about every row before it may ask LIKE, and no
index serves it. Comparisons are leakproof: they use an index, and without one they still come before the dearer policy.
"""

from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    Condition = Lookup[str]
else:
    Condition = Lookup
LAST = "\U0010ffff"
"""Sorts behind every character a name may hold."""


@CharField.register_lookup
class Begins(Condition):
    """The same rows as `startswith`. An index serves it where the column has C collation."""

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        sql = f'({column} COLLATE "C" >= %s AND {column} COLLATE "C" < %s)'
        return sql, (*given, self.rhs, *given, f"{self.rhs}{LAST}")
