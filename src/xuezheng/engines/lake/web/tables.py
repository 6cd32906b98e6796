"""Which tables there are, and one of them: columns, periods, snapshots, files handed in."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.option_titles import option_titles
from xuezheng.engines.lake.policies import can_load, uploads_visible_to
from xuezheng.engines.lake.queries.overview import periods_now, recent_snapshots, tables_now
from xuezheng.kernel.pages.web.access import PostRequest, post_required

MOST = 30


@post_required("lake.read")
def all_tables(request: PostRequest) -> HttpResponse:
    return render(request, "lake/tables.html", {"tables": tables_now(request.post)})


@post_required("lake.read")
def one_table(request: PostRequest, code: str) -> HttpResponse:
    post, table = request.post, get_table(code)
    context = {
        "table": table,
        "columns": [(column, option_titles(column)) for column in table.columns],
        "periods": periods_now(post, code),
        "snapshots": recent_snapshots(post, code, most=MOST),
        "uploads": uploads_visible_to(post).filter(table=code).order_by("-uploaded_at")[:10],
        "may_load": can_load(post),
        "has_databases": bool(settings.LAKE_SOURCES),
    }
    return render(request, "lake/table.html", context)
