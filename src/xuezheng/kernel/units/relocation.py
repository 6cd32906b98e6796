"""Giving a subtree new paths. Rows of other packages keep the path of their time and stay readable by grant."""

from datetime import date, datetime

from django.db import connection

from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.history import renew_versions

_BELOW = "{column} >= %(old)s AND {column} < %(old)s || '~'"
_NEW = "%(new)s || substr({column}, length(%(old)s) + 1)"


def relocate_subtree(old: str, new: str, *, effective_on: date, at: datetime) -> None:
    """Rewrite the paths of a unit and everything below it, with a version each from the effective day on."""
    values: dict[str, str | datetime] = {"old": old, "new": new, "at": at, "reason": "unit moved"}
    with connection.cursor() as cursor:
        for table in ("units_unit", "units_alias"):
            cursor.execute(
                f"UPDATE {table} SET unit_path = {_NEW.format(column='unit_path')}"  # noqa: S608 - our own names
                f" WHERE {_BELOW.format(column='unit_path')}",
                values,
            )
    renew_versions(within=new, on=effective_on, whole_subtree=True)
    # Grants may come from units outside of what the acting post sees.
    with bound(system_post("units")), connection.cursor() as cursor:
        cursor.execute(_CARRY_GRANTS, values)
        cursor.execute(_GRANT_FURTHER, values)
        cursor.execute(_GRANT_OLD_PATHS, values)


_CARRY_GRANTS = f"""
UPDATE scope_grant SET grantee_path = {_NEW.format(column="grantee_path")} WHERE {_BELOW.format(column="grantee_path")}
"""  # noqa: S608 - our own names
"""What was granted to a moved unit stays granted to it, what earlier moves left it included."""

_GRANT_FURTHER = f"""
INSERT INTO scope_grant (id, unit_path, grantee_path, reason, valid_from, valid_to)
SELECT gen_random_uuid(), {_NEW.format(column="unit_path")}, grantee_path, reason, %(at)s, valid_to FROM scope_grant
WHERE {_BELOW.format(column="unit_path")} AND (valid_to IS NULL OR valid_to > %(at)s)
"""  # noqa: S608 - our own names
"""Who was granted a moved unit's rows reads those written from now on as well."""

_GRANT_OLD_PATHS = """
INSERT INTO scope_grant (id, unit_path, grantee_path, reason, valid_from)
SELECT gen_random_uuid(), left_behind.path, reader.path, %(reason)s, %(at)s
FROM (
    SELECT unit_path AS now, %(old)s || substr(unit_path, length(%(new)s) + 1) AS path
    FROM units_unit WHERE unit_path >= %(new)s AND unit_path < %(new)s || '~'
) left_behind
CROSS JOIN LATERAL (SELECT left_behind.now AS path UNION SELECT %(new)s) reader
"""
"""A moved unit reads its own rows of before; the head of the moved subtree those of all units below it."""
