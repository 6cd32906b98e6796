"""Which report the rows of units came from, within the post's scope; rows that were loaded as records came from none."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from xuezheng.engines.lake.declarations import LakeTable, get_table
from xuezheng.engines.lake.engine import rows_of, to_arrow
from xuezheng.engines.lake.layering import ORIGIN, PartAt
from xuezheng.engines.lake.queries.reading import parts_in_reach, within
from xuezheng.engines.lake.refusals import RecordsOfPeopleStay
from xuezheng.kernel.scope.acting import ActingPost

MOST_NAMED = 200
"""Units named one by one in a query; for more it is quicker to read all rows the post may see."""
MOST_KEPT = 256


def reports_of(
    post: ActingPost, *, table: str, period: str, unit_codes: Collection[str], snapshot: int | None = None
) -> Mapping[str, str]:
    """Ids of reports as text, by the unit's code in the table. One query at most, however many units."""
    declared = get_table(table)
    if declared.is_of_people:
        raise RecordsOfPeopleStay(declared.name)
    parts = tuple(parts_in_reach(post, declared, [period], snapshot=snapshot))
    if not unit_codes or not any(part.has_origins for part in parts):
        return {}
    wanted = frozenset(unit_codes)
    if len(wanted) <= MOST_NAMED:
        pairs = _origins_of(declared, parts, post.scope_path, post.granted_paths, tuple(sorted(wanted)))
    else:
        pairs = _origins(declared, parts, post.scope_path, post.granted_paths, ())
    return {code: report for code, report in pairs if code in wanted}


def _origins(
    table: LakeTable, parts: tuple[PartAt, ...], scope: str, granted: tuple[str, ...], named: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    rows = within(rows_of(table, parts, with_origins=True), scope=scope, granted=granted)
    rows = rows.filter(rows[ORIGIN].notnull())
    if named:
        rows = rows.filter(rows.unit_code.isin(named))
    found = to_arrow(rows.select("unit_code", ORIGIN).distinct())
    return tuple(zip(found["unit_code"].to_pylist(), found[ORIGIN].to_pylist(), strict=True))


_origins_of = lru_cache(maxsize=MOST_KEPT)(_origins)
"""Files never change, so what they say of some units is asked of them once."""
