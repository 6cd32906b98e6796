"""The page of the personal-data register, and its export."""

import csv
import io
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.pages.exports import XLSX
from xuezheng.kernel.pages.tables import TableColumn, values_workbook
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.people.privacy_register import RegisterLine, register_lines

COLUMNS = [
    TableColumn(key="table_title", title=gettext_lazy("Table"), width=20),
    TableColumn(key="field_title", title=gettext_lazy("Field"), width=20),
    TableColumn(key="name", title="table.field", width=32),
    TableColumn(key="category", title=gettext_lazy("Category")),
    TableColumn(key="retention", title=gettext_lazy("Kept"), width=32),
    TableColumn(key="basis", title=gettext_lazy("Ground"), width=40),
]


@post_required("privacy.read")
def privacy_register(request: PostRequest) -> HttpResponse:
    lines = register_lines()
    if request.GET.get("format") in {"csv", "xlsx"}:
        return _export(lines, request.GET["format"])
    summary = _("%(count)d fields in %(tables)d tables") % {
        "count": len(lines),
        "tables": len({line.table for line in lines}),
    }
    return render(request, "people/privacy.html", {"lines": lines, "summary": summary})


def _export(lines: list[RegisterLine], form: str) -> HttpResponse:
    rows = [_row(line) for line in lines]
    if form == "xlsx":
        response = HttpResponse(values_workbook(COLUMNS, rows, sheet=_("Personal-data register")), content_type=XLSX)
    else:
        response = HttpResponse(_as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="personal-data.{form}"'
    return response


def _row(line: RegisterLine) -> Mapping[str, str]:
    return {
        "table_title": line.table_title,
        "field_title": line.field_title,
        "name": f"{line.table}.{line.field}",
        "category": line.category,
        "retention": line.retention,
        "basis": line.basis,
    }


def _as_csv(rows: list[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([str(column.title) for column in COLUMNS])
    writer.writerows([row[column.key] for column in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")
