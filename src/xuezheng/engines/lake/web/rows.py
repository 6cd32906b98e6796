"""Rows of a table as far as the post may see them: page by page, and as a file to take away."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.lake.declarations import ADDED, LakeTable, get_table
from xuezheng.engines.lake.policies import can_read
from xuezheng.engines.lake.queries.paging import count_of_rows, rows_in_order, rows_page
from xuezheng.engines.lake.queries.snapshots import loaded_periods
from xuezheng.engines.lake.writing import FORMATS
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.exports import ExportTaken, observers
from xuezheng.kernel.pages.web.access import PostRequest, post_required

SIZE = 50


@post_required("lake.read")
def table_rows(request: PostRequest, code: str) -> HttpResponse:
    """Records of people have no such page: the door refuses them."""
    table, loaded = get_table(code), loaded_periods(code)
    period = request.GET.get("period", "").strip() or (loaded[-1] if loaded else "")
    snapshot = _number(request.GET.get("snapshot", ""))
    if not period:
        return render(request, "lake/rows.html", {"table": table, "may_read": can_read(request.post)})
    if request.GET.get("format") in FORMATS:
        return _taken(request, table, period, snapshot)
    after = request.GET.get("after", "").replace("\x00", "")
    page = rows_page(request.post, table=code, period=period, snapshot=snapshot, after=after, size=SIZE)
    names = [name for name in page.rows.column_names if name not in {*ADDED, "period"}]
    titles = {column.name: column.title for column in table.columns}
    context = {
        "table": table,
        "period": period,
        "periods": reversed(loaded),
        "snapshot": snapshot,
        "heads": [(titles[name], table_column_is_number(table, name)) for name in names],
        "rows": list(zip(*(page.rows[name].to_pylist() for name in names), strict=True)) if page.rows.num_rows else [],
        "next": page.following,
        "first": not after,
        "count": count_of_rows(request.post, table=code, period=period, snapshot=snapshot),
        "formats": list(FORMATS),
    }
    return render(request, "lake/rows.html", context)


def table_column_is_number(table: LakeTable, name: str) -> bool:
    return any(column.name == name and column.type in {"integer", "decimal"} for column in table.columns)


def _taken(request: PostRequest, table: LakeTable, period: str, snapshot: int | None) -> HttpResponse:
    rows = rows_in_order(request.post, table=table.code, period=period, snapshot=snapshot).drop_columns(["unit_path"])
    form, at = request.GET["format"], now()
    kind, write = FORMATS[form]
    data = write(rows, table)
    for observer in observers:
        observer(
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
    name = quote(f"{table.name}-{period}-{today(at):%Y%m%d}.{form}")
    disposition = f"attachment; filename={table.code}.{form}; filename*=UTF-8''{name}"
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": disposition, "Cache-Control": "no-store"}
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
