"""Which report the rows of units came from, within the post's scope; rows that were loaded as records came from none."""

from collections.abc import Collection, Mapping

from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.engine import to_arrow
from xuezheng.engines.lake.layering import ORIGIN
from xuezheng.engines.lake.queries.reading import scoped_rows
from xuezheng.engines.lake.refusals import RecordsOfPeopleStay
from xuezheng.kernel.scope.acting import ActingPost


def reports_of(
    post: ActingPost, *, table: str, period: str, unit_paths: Collection[str], snapshot: int | None = None
) -> Mapping[str, str]:
    """Ids of reports as text, by the unit's path in the table. One query, however many units."""
    declared = get_table(table)
    if declared.is_of_people:
        raise RecordsOfPeopleStay(declared.name)
    if not unit_paths:
        return {}
    rows = scoped_rows(post, declared, [period], snapshot=snapshot, with_origins=True)
    rows = rows.filter(rows[ORIGIN].notnull(), rows.unit_path.isin(sorted(set(unit_paths))))
    found = to_arrow(rows.select("unit_path", ORIGIN).distinct()).to_pylist()
    return {line["unit_path"]: line[ORIGIN] for line in found}
