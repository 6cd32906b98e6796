"""Exports of list pages as CSV and XLSX: streamed from a server-side cursor in a transaction of their own."""

import csv
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import SEEK_END, StringIO
from itertools import islice
from typing import IO, Any, Generic, TypeVar, cast

import xlsxwriter
from django.db.models import Model
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from xuezheng.kernel import clock
from xuezheng.kernel.pages.exports import FORMULA_STARTS, XLSX, ExportTaken, attachment_headers, tell
from xuezheng.kernel.pages.keyset import Order
from xuezheng.kernel.pages.lists import Column, ListPage
from xuezheng.kernel.pages.web.access import PostRequest
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

M = TypeVar("M", bound=Model)
CHUNK = 2000
XLSX_ROW_LIMIT = 1_048_575


@dataclass(kw_only=True)
class Export(Generic[M]):
    """One taking-out: whose, what, and how many rows have left so far."""

    page: ListPage[M]
    post: ActingPost
    columns: list[Column[M]]
    filters: dict[str, str]
    order: Order
    format: str
    language: str
    at: datetime
    rows: int = 0
    complete: bool = False

    def titles(self) -> list[str]:
        return [str(column.title) for column in self.columns]

    def lines(self) -> Generator[list[object]]:
        """Rows as values, counted as they go. The caller keeps the binding and the language."""
        rows = self.page.rows(self.post)
        for item in self.page.filters:
            if self.filters.get(item.key):
                rows = item.apply(rows, self.filters[item.key])
        found = cast(Generator[M], rows.order_by(*self.order.terms()).iterator(chunk_size=CHUNK))
        with closing(found):
            while part := list(islice(found, CHUNK)):
                if self.page.prepare:
                    self.page.prepare(part)
                for row in part:
                    self.rows += 1
                    yield [(column.export or column.value)(row) for column in self.columns]
        self.complete = True

    def tell(self) -> None:
        with translation.override(self.language), bound(self.post):
            tell(
                ExportTaken(
                    post=self.post,
                    at=self.at,
                    list_code=self.page.code,
                    title=str(self.page.title),
                    format=self.format,
                    filters=self.filters,
                    columns=tuple(column.key for column in self.columns),
                    rows=self.rows,
                    complete=self.complete,
                )
            )


def export_response(
    request: PostRequest, page: ListPage[M], *, columns: list[Column[M]], filters: dict[str, str], order: Order
) -> HttpResponseBase:
    export = Export(
        page=page,
        post=request.post,
        columns=columns,
        filters=filters,
        order=order,
        format=request.GET["format"],
        language=translation.get_language() or "zh-hans",
        at=clock.now(),
    )
    response = FORMATS[export.format](export)
    heads = attachment_headers(code=page.code, title=str(page.title), form=export.format, at=export.at)
    for head, value in heads.items():
        response[head] = value
    return response


def _as_csv(export: Export[Any]) -> HttpResponseBase:
    return StreamingHttpResponse(_csv_parts(export), content_type="text/csv; charset=utf-8")


def _csv_parts(export: Export[Any]) -> Iterator[bytes]:
    """The byte order mark lets Excel read the file as UTF-8. What left is told even when the reader goes away midway."""
    try:
        yield from _csv_text(export)
    finally:
        export.tell()


def _csv_text(export: Export[Any]) -> Iterator[bytes]:
    buffer = StringIO("\ufeff")
    buffer.seek(0, SEEK_END)
    writer = csv.writer(buffer)
    with _reading(export) as lines:
        writer.writerow(export.titles())
        for number, line in enumerate(lines, start=1):
            writer.writerow([_safe_text(value) for value in line])
            if number % CHUNK == 0:
                yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


@contextmanager
def _reading(export: Export[M]) -> Iterator[Iterator[list[object]]]:
    """The request's transaction is over when a stream is read: it has its own, and its own language.

    The database's cursor is closed before the transaction ends, also when the reader goes away midway.
    """
    with translation.override(export.language), bound(export.post), closing(export.lines()) as lines:
        yield lines


def _as_xlsx(export: Export[Any]) -> HttpResponseBase:
    """Written to a file on disk row by row, since the format needs its end before its beginning."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it when it has been read
    try:
        _fill_workbook(file, export)
        export.tell()
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _fill_workbook(file: IO[bytes], export: Export[Any]) -> None:
    workbook = xlsxwriter.Workbook(
        file.name, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    with _reading(export) as lines:
        sheet.freeze_panes(1, 0)
        for place, title in enumerate(export.titles()):
            sheet.set_column(place, place, max(12, min(40, len(title) * 2)))
            sheet.write_string(0, place, title, bold)
        for number, line in enumerate(islice(lines, XLSX_ROW_LIMIT), start=1):
            for place, value in enumerate(line):
                _write_cell(sheet, number, place, value, moment=moment, day=day)
    workbook.close()


def _write_cell(sheet: Any, number: int, place: int, value: object, *, moment: Any, day: Any) -> None:
    """Numbers and dates stay what they are; everything else is text, so that no cell is ever a formula."""
    if isinstance(value, bool) or value is None:
        sheet.write_string(number, place, _text(value))
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(number, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(number, place, value.astimezone(clock.CHINA).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(number, place, value, day)
    else:
        sheet.write_string(number, place, _text(value)[:32_767])


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return translation.gettext("yes") if value else translation.gettext("no")
    if isinstance(value, datetime):
        return value.astimezone(clock.CHINA).strftime("%Y-%m-%d %H:%M:%S")
    return strip_tags(value) if isinstance(value, SafeString) else str(value)


def _safe_text(value: object) -> str:
    """A spreadsheet must not take a cell of text for a formula: a leading sign is quoted, numbers are left alone."""
    text = _text(value)
    if isinstance(value, int | float | Decimal) or not text.startswith(FORMULA_STARTS):
        return text
    return f"'{text}"


FORMATS: dict[str, Callable[[Export[Any]], HttpResponseBase]] = {"csv": _as_csv, "xlsx": _as_xlsx}
