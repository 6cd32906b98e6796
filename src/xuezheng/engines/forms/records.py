"""Record tables as a source of forms: what a unit's row says is taken from there and never asked again (一数一源).

Only tables with one row a unit and period serve; of several rows there is no one value.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import ibis
import pyarrow as pa
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from xuezheng.engines.forms.answers import Kept, written
from xuezheng.engines.forms.declared import Answer
from xuezheng.engines.forms.sources import Known, Offer
from xuezheng.engines.lake.facade import (
    LakeTable,
    current_snapshot,
    keeper_of,
    of_kind,
    problem_of,
    read,
    replace_units,
    tables,
    to_arrow,
)
from xuezheng.kernel.calendar.facade import Period, PeriodKind, find_period
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost

LOOKED_BACK = 4
"""Periods of the table: a quarter's form is filled before that quarter's records are in, then by those of the one before."""
MOST_NAMED = 50
"""Units named one by one in a query; for more it is quicker to read all rows the post may see (a thousand names: 0.2 s)."""
_OF_THE_UNIT = {"school", "stage", "urban_rural"}
"""Columns that say which unit it is, on every table: no form asks them."""


class RecordSource:
    def offers(self) -> Sequence[Offer]:
        return [
            Offer(
                name=f"{table.code}.{column.name}",
                answer=Answer.CHOICE if column.options else Answer(column.type),
                options=column.options,
                title_zh=column.title_zh,
                title_en=column.title_en,
                within_zh=table.name_zh,
                within_en=table.name_en,
            )
            for table in tables().values()
            if _serves(table)
            for column in table.columns
            if column.name not in _OF_THE_UNIT and column.name != table.unit
        ]

    def values(
        self, post: ActingPost, names: Sequence[str], *, period: str, unit_paths: Sequence[str]
    ) -> Mapping[str, Mapping[str, Known]]:
        wanted: dict[str, list[str]] = {}
        for name in names:
            table, _dot, column = name.partition(".")
            wanted.setdefault(table, []).append(column)
        found: dict[str, dict[str, Known]] = {path: {} for path in unit_paths}
        for table, columns in wanted.items():
            if table in tables() and (latest := _latest(tables()[table], period)):
                for path, known in _rows(post, table, columns, latest, unit_paths):
                    found[path] |= known
        return found

    def keeper(self, name: str, *, period: str, unit_path: str) -> str:
        table = tables().get(name.partition(".")[0])
        latest = _latest(table, period) if table else None
        return keeper_of(table.code, latest.code, unit_path) if table and latest else ""

    def unfit(self, name: str, *, value: Kept) -> str:
        code, _dot, wanted = name.partition(".")
        table = tables().get(code)
        column = next((one for one in table.columns if one.name == wanted), None) if table else None
        if column is None:
            return ""
        typed = _typed(value, column.arrow)
        return of_kind(column) if typed is None else problem_of(typed, column)

    def put_right(self, post: ActingPost, name: str, *, period: str, unit_path: str, value: Kept, at: datetime) -> bool:
        """The unit's row with the one value changed; whoever kept the row keeps it on."""
        code, _dot, column = name.partition(".")
        table = tables().get(code)
        latest = _latest(table, period) if table else None
        if table is None or latest is None:
            return False
        rows: ibis.Table = read(post=post, table=code, periods=[latest.code])
        row = to_arrow(rows.filter(rows.unit_path == unit_path)).select([each.name for each in table.columns])
        if not row.num_rows:
            return False
        place = row.column_names.index(column)
        with override("zh-hans"):  # kept with the snapshot as the titles of files and collections are, whoever answers
            source = _("Correction asked for by a unit")
        report = replace_units(
            post=post, table=code, period=latest.code, at=at, kept_at=post.scope_path,
            rows=row.set_column(place, column, _fitting(value, row.schema.field(column).type)),
            name=source,
        )  # fmt: skip
        for problem in report.problems:
            raise Refusal(str(problem.sentence), field="answer")
        return True

    def address(self, name: str, *, period: str, unit_code: str) -> str:
        table = tables().get(name.partition(".")[0])
        latest = _latest(table, period) if table else None
        if table is None or latest is None:
            return ""
        return f"{reverse('lake-rows', args=[table.code])}?period={latest.code}&unit={unit_code}"


def _serves(table: LakeTable) -> bool:
    return table.level == "unit" and table.key == (table.unit,)


def _latest(table: LakeTable, code: str) -> Period | None:
    """The form's period may be a year while the table has quarters: those count that are over when the year is."""
    asked_for = find_period(code)
    back = asked_for.newest_over(PeriodKind(table.periods), most=LOOKED_BACK) if asked_for else ()
    return next((period for period in back if current_snapshot(table.code, period.code) is not None), None)


def _rows(
    post: ActingPost, table: str, columns: list[str], period: Period, unit_paths: Sequence[str]
) -> Iterator[tuple[str, dict[str, Known]]]:
    try:
        rows: ibis.Table = read(post=post, table=table, periods=[period.code], columns=["unit_path", *columns])
    except NotAllowed:  # who may not read records fills without them
        return
    wanted = frozenset(unit_paths)
    if len(wanted) <= MOST_NAMED:
        rows = rows.filter(rows.unit_path.isin(sorted(wanted)))
    for line in to_arrow(rows).to_pylist():
        if line["unit_path"] not in wanted:
            continue
        known = {
            f"{table}.{column}": Known(value=_kept(line[column]), as_of=period.last_day)
            for column in columns
            if line[column] is not None
        }
        yield line["unit_path"], known


def _fitting(value: Kept, kind: pa.DataType) -> pa.Array:
    typed = _typed(value, kind)
    if typed is None:
        raise Refusal(
            _("“%(value)s” does not fit into the records; answer in words instead.") % {"value": str(value)[:60]},
            field="answer",
        )
    return typed


def _typed(value: Kept, kind: pa.DataType) -> pa.Array | None:
    """As the column holds it; None where it cannot."""
    try:
        if isinstance(value, bool) or value is None:
            return pa.array([value], kind)
        if pa.types.is_decimal(kind):
            return pa.array([Decimal(str(value))], kind)
        return pa.array([str(value)], pa.string()).cast(kind)
    except (pa.ArrowException, InvalidOperation):
        return None


def _kept(value: Any) -> Kept:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return written(Decimal(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
