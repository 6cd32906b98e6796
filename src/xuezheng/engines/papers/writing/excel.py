"""A table as an Excel workbook to work with and to print: title, frozen head, widths, borders, landscape on A4."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from xuezheng.engines.papers.writing.tables import DocumentTable, Value, as_text, places_of
from xuezheng.kernel.pages.exports import sheet_name

HEAD_ROW = 2
A4 = 9
LONGEST_CELL = 32_767


def workbook_of(table: DocumentTable) -> bytes:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        sheet = workbook.add_worksheet(sheet_name(table.title))
        formats = _formats(workbook, table)
        _lay_out(sheet, table)
        last = len(table.heads) - 1
        sheet.merge_range(0, 0, 0, last, table.title, formats["title"])
        sheet.merge_range(1, 0, 1, last, table.subtitle, formats["subtitle"])
        for place, head in enumerate(table.heads):
            sheet.write_string(HEAD_ROW, place, head.title, formats["head"])
        for line, row in enumerate(table.rows, start=HEAD_ROW + 1):
            for place, value in enumerate(row):
                _write(sheet, line, place, value, formats)
        if table.note:
            sheet.write_string(HEAD_ROW + 1 + len(table.rows), 0, table.note, formats["note"])
    return target.getvalue()


def _lay_out(sheet: Any, table: DocumentTable) -> None:
    for place, head in enumerate(table.heads):
        sheet.set_column(place, place, head.width)
    sheet.set_row(0, 30)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + max(1, len(table.rows)), len(table.heads) - 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _formats(workbook: Any, table: DocumentTable) -> dict[str, Any]:
    """The cells' by what stands in them; numbers' by their decimals."""
    cell = {"border": 1, "border_color": "#C9D2D4", "valign": "top", "text_wrap": True}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "subtitle": workbook.add_format({"align": "center", "font_color": "#5B6A74"}),
        "head": workbook.add_format({**cell, "bold": True, "bg_color": "#E4EFEE", "align": "center"}),
        "text": workbook.add_format(cell),
        **{
            _number(places): workbook.add_format({**cell, "num_format": _pattern(places)})
            for places in _places_in(table)
        },
        "day": workbook.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "center"}),
        "note": workbook.add_format({"font_color": "#5B6A74"}),
    }


def _places_in(table: DocumentTable) -> set[int]:
    return {0} | {places_of(value) for row in table.rows for value in row if isinstance(value, Decimal)}


def _number(places: int) -> str:
    return f"number {places}"


def _pattern(places: int) -> str:
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _write(sheet: Any, line: int, place: int, value: Value, formats: dict[str, Any]) -> None:
    """Numbers and days stay what they are; everything else is text, so that no cell is ever a formula."""
    if isinstance(value, Decimal):
        sheet.write_number(line, place, value, formats[_number(places_of(value))])
    elif isinstance(value, int):
        sheet.write_number(line, place, value, formats[_number(0)])
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, formats["day"])
    else:
        sheet.write_string(line, place, as_text(value)[:LONGEST_CELL], formats["text"])
