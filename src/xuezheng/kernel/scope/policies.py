"""Row-level security policies as migration operations: every scoped table states its own in its migration."""

from django.conf import settings
from django.db.migrations.operations import RunSQL


def within(column: str) -> str:
    """SQL: the path in that column lies in the own subtree."""
    return f"{column} >= current_setting('xuezheng.scope') AND {column} < current_setting('xuezheng.scope_end')"


OWN = within("unit_path")
"""The range test uses the index on unit_path (C collation). Where that cannot serve, it is evaluated for each row: two settings
compared as they are take two thirds of the time of one that is joined and compared with nothing. Unbound connections carry
'!unbound' as both ends, and a setting that fell back to nothing is an empty range too."""

GRANTED = "unit_path = ANY (string_to_array(nullif(current_setting('xuezheng.granted', true), ''), ' '))"
"""Rows of a path shared by explicit grant: read only."""

ANCESTORS = "unit_path = ANY (string_to_array(nullif(current_setting('xuezheng.ancestors', true), ''), ' '))"
"""Rows of the units above: for registers everybody below may read (units, holidays)."""


def scope_table(table: str, *, also_readable: str = "", shareable: bool = True) -> RunSQL:
    """Put a table under row-level security. `also_readable` is SQL for rows readable beyond the own subtree.

    Not shareable are tables that a grant of a unit's rows must never open: people, what they sign in with.
    """
    readable = " OR ".join(f"({way})" for way in (OWN, GRANTED if shareable else "", also_readable) if way)
    return RunSQL(
        sql=[
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY scope_read ON "{table}" FOR SELECT USING ({readable})',
            f'CREATE POLICY scope_insert ON "{table}" FOR INSERT WITH CHECK ({OWN})',
            f'CREATE POLICY scope_update ON "{table}" FOR UPDATE USING ({OWN}) WITH CHECK ({OWN})',
            f'CREATE POLICY scope_delete ON "{table}" FOR DELETE USING ({OWN})',
        ],
        reverse_sql=[
            *(f'DROP POLICY scope_{verb} ON "{table}"' for verb in ("read", "insert", "update", "delete")),
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ],
    )


def forbid_changes(table: str) -> RunSQL:
    """Append-only for the application role: it may insert and read, never update or delete."""
    role = settings.APPLICATION_ROLE
    return RunSQL(
        sql=f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{role}"',
        reverse_sql=f'GRANT UPDATE, DELETE ON "{table}" TO "{role}"',
    )


def let_follow(table: str) -> RunSQL:
    """What may not be changed still goes along with a unit that moves."""
    role = settings.APPLICATION_ROLE
    return RunSQL(
        sql=f'GRANT UPDATE (unit_path) ON "{table}" TO "{role}"',
        reverse_sql=f'REVOKE UPDATE (unit_path) ON "{table}" FROM "{role}"',
    )
