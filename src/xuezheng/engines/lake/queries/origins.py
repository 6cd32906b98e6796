"""Which report the rows of units came from, within the post's scope; rows that were loaded as records came from none."""

from collections.abc import Collection, Mapping

from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.engine import to_arrow
from xuezheng.engines.lake.layering import ORIGIN
from xuezheng.engines.lake.queries.reading import parts_in_reach, scoped_rows
from xuezheng.engines.lake.refusals import RecordsOfPeopleStay
from xuezheng.kernel.scope.acting import ActingPost

MOST_NAMED = 200
"""Units named one by one in a query; for more it is quicker to read all rows the post may see."""


def reports_of(
    post: ActingPost, *, table: str, period: str, unit_codes: Collection[str], snapshot: int | None = None
) -> Mapping[str, str]:
    """Ids of reports as text, by the unit's code in the table. One query at most, however many units."""
    declared = get_table(table)
    if declared.is_of_people:
        raise RecordsOfPeopleStay(declared.name)
    reported = any(part.has_origins for part in parts_in_reach(post, declared, [period], snapshot=snapshot))
    if not unit_codes or not reported:
        return {}
    rows = scoped_rows(post, declared, [period], snapshot=snapshot, with_origins=True)
    rows = rows.filter(rows[ORIGIN].notnull())
    if len(unit_codes) <= MOST_NAMED:
        rows = rows.filter(rows.unit_code.isin(sorted(unit_codes)))
    found = to_arrow(rows.select("unit_code", ORIGIN).distinct())
    wanted = frozenset(unit_codes)
    pairs = zip(found["unit_code"].to_pylist(), found[ORIGIN].to_pylist(), strict=True)
    return {code: report for code, report in pairs if code in wanted}
