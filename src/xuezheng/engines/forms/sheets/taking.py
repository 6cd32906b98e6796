"""A file to be filled in, of the reports that the post may fill in: the same for the page and for programs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.refusals import NothingToFill
from xuezheng.engines.forms.sheets.lines import book_of, reports_for_sheet
from xuezheng.engines.forms.sheets.tables import csv_of
from xuezheng.engines.forms.sheets.workbook import workbook_of
from xuezheng.kernel.pages.exports import XLSX, ExportTaken, tell
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost

CSV = "text/csv; charset=utf-8"
CODE = "form-sheet"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`below` a unit's code, `report` one report; `table` only with CSV, which holds one table in a file."""

    form: str = "xlsx"
    below: str = ""
    report: str = ""
    table: str = ""


@dataclass(frozen=True, kw_only=True)
class TakenSheet:
    data: bytes
    kind: str
    form: str
    title: str


def take_sheet(post: ActingPost, collection_id: UUID, wanted: Wanted, *, at: datetime) -> TakenSheet:
    """Told to the journal like every export."""
    if wanted.form not in {"xlsx", "csv"}:
        raise Refusal(_("A file is taken as xlsx or csv."), field="format")
    collection = collection_to_see(post, collection_id)
    report_id = _report_id(wanted.report, collection.title)
    reports = reports_for_sheet(post, collection, below=wanted.below.strip(), report_id=report_id)
    book = book_of(post, collection, reports, at=at)
    data = csv_of(book, wanted.table) if wanted.form == "csv" else workbook_of(book)
    filters = {"below": wanted.below[:40], "report": wanted.report, "table": wanted.table[:60]}
    tell(
        ExportTaken(
            post=post, at=at, list_code=CODE, title=collection.title, format=wanted.form,
            filters={key: value for key, value in filters.items() if value}, columns=(), rows=len(reports),
            complete=True,
        )
    )  # fmt: skip
    title = f"{collection.title}-{reports[0].unit.name}" if len(reports) == 1 else collection.title
    return TakenSheet(data=data, kind=CSV if wanted.form == "csv" else XLSX, form=wanted.form, title=title)


def _report_id(text: str, title: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NothingToFill(title) from error
