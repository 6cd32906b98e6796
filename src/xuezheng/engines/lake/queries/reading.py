"""The one door to rows: it adds the post's scope to the expression, and lets no record of a person out."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import ibis

from xuezheng.engines.lake.declarations import LakeTable, get_table
from xuezheng.engines.lake.engine import rows_of
from xuezheng.engines.lake.layering import PartAt
from xuezheng.engines.lake.period_names import period_of
from xuezheng.engines.lake.policies import can_read
from xuezheng.engines.lake.queries.snapshots import parts_of
from xuezheng.engines.lake.refusals import ColumnIsUnknown, MayNotRead, RecordsOfPeopleStay
from xuezheng.kernel.scope.acting import ActingPost


def read(
    *,
    post: ActingPost,
    table: str,
    periods: Sequence[str],
    columns: Sequence[str] | None = None,
    snapshot: int | None = None,
) -> ibis.Table:
    """Rows of the post's subtree and of units granted to it. `snapshot` where an earlier one is meant, of one period."""
    declared = get_table(table)
    if declared.is_of_people:
        raise RecordsOfPeopleStay(declared.name)
    rows = scoped_rows(post, declared, periods, snapshot=snapshot)
    if columns is None:
        return rows
    for column in columns:
        if column not in rows.columns:
            raise ColumnIsUnknown(column)
    return rows.select(*columns)


def scoped_rows(
    post: ActingPost,
    table: LakeTable,
    periods: Sequence[str],
    *,
    snapshot: int | None = None,
) -> ibis.Table:
    """Within the package only: what may leave it is decided by `read` and `aggregate`."""
    rows = rows_of(table, parts_in_reach(post, table, periods, snapshot=snapshot))
    return within(rows, scope=post.scope_path, granted=post.granted_paths)


def within(rows: ibis.Table, *, scope: str, granted: Sequence[str]) -> ibis.Table:
    """The door itself: rows at or below the scope's path, and of units granted one by one."""
    own = (rows.unit_path >= scope) & (rows.unit_path < f"{scope}~")
    return rows.filter(reduce(or_, [rows.unit_path == path for path in granted], own))


def parts_in_reach(
    post: ActingPost, table: LakeTable, periods: Sequence[str], *, snapshot: int | None = None
) -> list[PartAt]:
    """Those that can hold rows which the post may see."""
    if not can_read(post):
        raise MayNotRead
    places = [post.scope_path, *post.granted_paths]
    named = named_periods(table, periods)
    return [part for period in named for part in parts_of(table.code, period, snapshot=snapshot, places=places)]


def named_periods(table: LakeTable, periods: Sequence[str]) -> list[str]:
    """Each once: one that is named twice would count its rows twice."""
    return list(dict.fromkeys(period_of(table, period).code for period in periods))


def read_whole(*, table: str, periods: Sequence[str], snapshot: int | None = None) -> ibis.Table:
    """Every row, of people as well: only for the system's own jobs, whose results no single person can be told from."""
    declared = get_table(table)
    named = named_periods(declared, periods)
    parts = [part for period in named for part in parts_of(table, period, snapshot=snapshot, places=None)]
    return rows_of(declared, parts)
