"""From rows of a record table back to their reports: each report with the very fields, as far as the post sees it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from xuezheng.engines.forms.answers import shown
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.policies import reports_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One field of a report. `text` is what it says; of a table the whole is meant, and nothing is said."""

    column: str
    title: str
    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ReportCells:
    title: str
    address: str
    cells: Sequence[Cell]


def cells_of_reports(
    post: ActingPost, report_ids: Collection[str], *, table: str, columns: Collection[str]
) -> Mapping[str, ReportCells]:
    """By the report's id; what the post may not see is left out. One query, however many reports."""
    wanted = [UUID(report_id) for report_id in report_ids]
    rows = reports_visible_to(post).filter(id__in=wanted).select_related("collection__edition")
    return {str(row.id): _cells(row, table=table, columns=columns) for row in rows} if wanted else {}


def _cells(report: Report, *, table: str, columns: Collection[str]) -> ReportCells:
    form, address = form_of(report.collection.edition), reverse("report", args=[report.id])
    found: list[Cell] = []
    feed = next((one for one in form.feeds if one.into.table == table), None)
    named = {column: code for column, code in feed.into.columns.items() if column in columns} if feed else {}
    answers = checked_report(report, form).answers if named and feed and feed.table is None else {}
    for column, code in named.items():
        if feed and feed.table:
            found.append(
                Cell(column=column, title=str(feed.table.title), text="", address=f"{address}#q-{feed.table.code}")
            )
            break
        field = form.by_code[code]
        text = shown(field, answers.get(code))
        found.append(Cell(column=column, title=str(field.title), text=text, address=f"{address}#q-{code}"))
    return ReportCells(title=report.collection.title, address=address, cells=found)
