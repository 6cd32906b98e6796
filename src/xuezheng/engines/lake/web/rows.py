"""Rows of a table as far as the post may see them: page by page, and as a file to take away."""

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.lake.declarations import ADDED, LakeTable, get_table
from xuezheng.engines.lake.policies import can_read
from xuezheng.engines.lake.queries.paging import count_of_rows, rows_in_order, rows_page
from xuezheng.engines.lake.queries.snapshots import loaded_periods
from xuezheng.engines.lake.queries.unit_names import unit_names
from xuezheng.engines.lake.wording import worded
from xuezheng.engines.lake.writing import FORMATS
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.exports import ExportTaken, attachment_headers, tell
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.units.facade import UnitNow, get_unit

SIZE = 50
NAMED = "unit_name"
"""Beside the unit's code on pages and in tables for people; a Parquet file is for programs and keeps the stored columns."""


@post_required("lake.read")
def table_rows(request: PostRequest, code: str) -> HttpResponse:
    """Records of people have no such page: the door refuses them."""
    table, loaded = get_table(code), loaded_periods(code)
    period = request.GET.get("period", "").strip() or (loaded[-1] if loaded else "")
    snapshot = _number(request.GET.get("snapshot", ""))
    if not period:
        return render(request, "lake/rows.html", {"table": table, "may_read": can_read(request.post)})
    unit = _unit(request)
    below = unit.path if unit is not None else ""
    if request.GET.get("format") in FORMATS:
        return _taken(request, table, period, snapshot, below=below)
    after = request.GET.get("after", "").replace("\x00", "")
    page = rows_page(request.post, table=code, period=period, snapshot=snapshot, below=below, after=after, size=SIZE)
    rows = worded(_named(request, table, period, page.rows), table)
    names = [name for name in rows.column_names if name not in {*ADDED, "period"}]
    titles = {column.name: column.title for column in table.columns} | {NAMED: _("Unit")}
    context = {
        "table": table,
        "of_period": period,
        "periods": reversed(loaded),
        "snapshot": snapshot,
        "heads": [(titles[name], _is_number(table, name)) for name in names],
        "rows": _lines(rows, table, names),
        "next": page.following,
        "first": not after,
        "count": count_of_rows(request.post, table=code, period=period, snapshot=snapshot, below=below),
        "unit": unit,
        "formats": list(FORMATS),
    }
    return render(request, "lake/rows.html", context)


def _unit(request: PostRequest) -> UnitNow | None:
    """The one whose rows are asked for, such as by an opened number."""
    code = request.GET.get("unit", "").replace("\x00", "").strip()[:20]
    return get_unit(request.post, code=code) if code else None


def _named(request: PostRequest, table: LakeTable, period: str, rows: pa.Table) -> pa.Table:
    """The unit's name beside its code."""
    names = unit_names(request.post, rows[table.unit], day=parse_period(period).last_day)
    return rows.add_column(rows.column_names.index(table.unit) + 1, NAMED, names)


def _lines(rows: pa.Table, table: LakeTable, names: Sequence[str]) -> list[list[tuple[object, bool]]]:
    """Each cell with whether it is a number, which stands to the right."""
    numbers = [_is_number(table, name) for name in names]
    columns = [[_plain(value) for value in rows[name].to_pylist()] for name in names]
    return [list(zip(line, numbers, strict=True)) for line in zip(*columns, strict=True)]


def _plain(value: object) -> object:
    """Decimals are kept with four places; what is whole is read as such."""
    return _short(value) if isinstance(value, Decimal) else value


def _short(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _is_number(table: LakeTable, name: str) -> bool:
    return any(column.name == name and column.type in {"integer", "decimal"} for column in table.columns)


def _taken(request: PostRequest, table: LakeTable, period: str, snapshot: int | None, *, below: str) -> HttpResponse:
    rows = rows_in_order(request.post, table=table.code, period=period, snapshot=snapshot, below=below).drop_columns(
        ["unit_path"]
    )
    form, at = request.GET["format"], now()
    if form != "parquet":
        rows = worded(_named(request, table, period, rows.drop_columns(["unit_code"])), table)
    kind, write = FORMATS[form]
    data = write(rows, table)
    tell(
        ExportTaken(
            post=request.post,
            at=at,
            list_code=f"lake.{table.code}",
            title=table.name,
            format=form,
            filters={"period": period} | ({"snapshot": str(snapshot)} if snapshot is not None else {}),
            columns=tuple(rows.column_names),
            rows=rows.num_rows,
            complete=True,
        )
    )
    heads = attachment_headers(code=table.code, title=f"{table.name}-{period}", form=form, at=at)
    return HttpResponse(data, content_type=kind, headers=heads)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
