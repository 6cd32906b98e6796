"""Writing the workbook: instructions, a sheet for each section and each table, and a hidden one with its origin."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Answer, Field, Need
from xuezheng.engines.forms.sheets.cells import Cell, text_of
from xuezheng.engines.forms.sheets.instructions import instructions, told_of
from xuezheng.engines.forms.sheets.lines import Book, CellShown, ColumnShown, Line, Trouble
from xuezheng.engines.forms.sheets.parts import Part, is_free, parts_of
from xuezheng.engines.forms.sheets.places import HIDDEN, MARKER, place_name
from xuezheng.engines.forms.sheets.validations import Lists, validation_of
from xuezheng.kernel.pages.exports import sheet_name

KEYS = 3
"""Columns before the answers: the unit's code, its name, and its state or the row's number."""
HEAD = 3
"""Rows before the first unit: codes (hidden), titles, what is asked."""
SPARE_OF_ONE, SPARE_OF_MANY, FREE_BELOW = 30, 3, 200
"""Empty rows of a table: for the only unit, for each of many, and below all of them with the unit's code to be written."""
PROTECTION = {
    "format_columns": True, "format_rows": True, "insert_rows": True, "sort": True, "autofilter": True,
}  # fmt: skip


def workbook_of(book: Book) -> bytes:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        formats = _formats(workbook)
        names = sheet_names([part.title for part in parts_of(book.form)])
        errors = workbook.add_worksheet(_("Errors")) if book.is_returned else None
        _write_instructions(workbook.add_worksheet(_("How to fill in")), book, formats)
        pages = [workbook.add_worksheet(name) for name in names]
        lists = Lists(workbook, "_lists")
        told, said = list(book.troubles), set[int]()
        for part, page in zip(parts_of(book.form), pages, strict=True):
            _write_part(page, part, book, formats, lists)
            told += _told_on(page.get_name(), part, book, said)
        if errors is not None:
            _write_troubles(errors, told, formats)
        _write_hidden(workbook.add_worksheet(HIDDEN), book)
    return target.getvalue()


def sheet_names(titles: Sequence[str]) -> list[str]:
    """As a spreadsheet takes them: 31 characters at most, none of its own signs, none twice."""
    found: list[str] = []
    taken = {HIDDEN, "_lists", _("Errors").casefold(), _("How to fill in").casefold()}
    for title in titles:
        plain = sheet_name(title, most=27)
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain} {number}", number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def _formats(workbook: Any) -> Mapping[str, Any]:
    cell = {"border": 1, "border_color": "#C9D2D4", "valign": "top"}
    locked = {**cell, "bg_color": "#EEF1F2", "font_color": "#5B6A74"}
    made = {
        "title": {"bold": True, "font_size": 16},
        "line": {"text_wrap": True, "valign": "top"},
        "head": {**cell, "bold": True, "bg_color": "#E4EFEE", "text_wrap": True},
        "asked": {**cell, "bg_color": "#E4EFEE", "font_color": "#5B6A74", "text_wrap": True},
        "wrap": {**cell, "text_wrap": True},
    }
    shapes: dict[str, dict[str, Any]] = {"text": {"num_format": "@", "text_wrap": True}, "number": {}}
    shapes["day"] = {"num_format": "yyyy-mm-dd"}
    for name, shape in shapes.items():
        made[f"{name}.locked"] = {**locked, **shape}
        made[f"{name}.free"] = {**cell, **shape, "locked": False}
        for tone, color in (("bad", "#F6D5CF"), ("soft", "#FBEBC8")):
            made[f"{name}.{tone}"] = {**cell, **shape, "locked": False, "bg_color": color}
    return {name: workbook.add_format(properties) for name, properties in made.items()}


def _write_instructions(page: Any, book: Book, formats: Mapping[str, Any]) -> None:
    page.set_column(0, 0, 100)
    page.write_string(0, 0, book.collection.title, formats["title"])
    for number, sentence in enumerate(instructions(book), start=2):
        page.write_string(number, 0, sentence, formats["line"])
    page.protect("", PROTECTION)


def _write_part(page: Any, part: Part, book: Book, formats: Mapping[str, Any], lists: Lists) -> None:
    _write_head(page, part, formats)
    strange = _strange_in(part, book)
    for place, column in strange.items():
        page.set_column(place, place, 14)
        page.write_string(0, place, column.title)
        page.write_string(1, place, column.title, formats["text.bad"])
        page.write_comment(1, place, column.note, {"x_scale": 2})
    rows = HEAD
    for row, line, number, cells in _placed(part, book):
        _write_row(page, part, line, row, formats, third=number if part.table else line.state, cells=cells)
        for place, column in strange.items():
            if shown := cells.get(column.key):
                _write_cell(page, row, place, shown.value, formats["text.bad"])
        rows = row + 1
    if part.table is not None and len(book.lines) > 1:
        rows = _write_free(page, part, rows, formats)
    for place, field in enumerate(part.columns, start=KEYS):
        if is_free(field) and (rule := validation_of(field, lists)):
            page.data_validation(HEAD, place, max(HEAD, rows - 1), place, rule)
    page.freeze_panes(HEAD, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(1, 2)
    page.protect("", PROTECTION)


def _write_head(page: Any, part: Part, formats: Mapping[str, Any]) -> None:
    keys = (
        (f"{MARKER}{part.code}", _("Unit code"), 14),
        ("unit_name", _("Unit"), 26),
        ("row_number", _("No."), 6) if part.table else ("state", _("State"), 12),
    )
    page.set_row(0, None, None, {"hidden": True})
    for place, (code, title, width) in enumerate(keys):
        page.set_column(place, place, width)
        page.write_string(0, place, code)
        page.write_string(1, place, title, formats["head"])
        page.write_string(2, place, "" if place else _("Measure and need"), formats["asked"])
    for place, field in enumerate(part.columns, start=KEYS):
        page.set_column(place, place, 32 if field.answer in {Answer.TEXT, Answer.LONG_TEXT, Answer.CHOICES} else 14)
        page.write_string(0, place, field.code)
        needed = " *" if field.need is Need.REQUIRED and field.is_asked else ""
        page.write_string(1, place, f"{field.title}{needed}", formats["head"])
        page.write_string(2, place, told_of(field), formats["asked"])
        if field.about.zh:
            page.write_comment(1, place, str(field.about), {"x_scale": 2})


def _strange_in(part: Part, book: Book) -> Mapping[int, ColumnShown]:
    """By where they stand: after those of the form."""
    return dict(enumerate((one for one in book.strange if one.part == part.code), start=KEYS + len(part.columns)))


def _placed(part: Part, book: Book) -> Iterator[tuple[int, Line, int, Mapping[str, CellShown]]]:
    """Each row of the sheet with its line, its number in that, and its cells; what belongs to no report comes last."""
    row = HEAD
    for line in (one for one in (*book.lines, *book.unplaced) if one.parts is None or part.code in one.parts):
        for number, cells in enumerate(_rows_of(part, line, is_only=len(book.lines) == 1), start=1):
            yield row, line, number, cells
            row += 1


def _rows_of(part: Part, line: Line, *, is_only: bool) -> list[Mapping[str, CellShown]]:
    """Of one report: one row, or those of its table with some empty ones after them."""
    if part.table is None:
        return [line.cells]
    found = list(line.tables.get(part.table.code, ()))
    spare = min(SPARE_OF_ONE if is_only else SPARE_OF_MANY, max(0, part.table.most_rows - len(found)))
    return [*found, *({} for _spare in range(0 if line.locked or line.report_id is None else spare))]


def _told_on(sheet: str, part: Part, book: Book, said: set[int]) -> Iterator[Trouble]:
    """What is said beside its cells, by where they stand in this workbook. `said` are lines that were told of already."""
    for place, column in _strange_in(part, book).items():
        yield Trouble(
            sheet=sheet, cell=place_name(1, place), unit="", field="", given=column.title, sentence=column.note
        )
    for row, line, _number, cells in _placed(part, book):
        if line.note and id(line) not in said:
            said.add(id(line))
            given = line.code if line.report_id is None else ""
            yield Trouble(
                sheet=sheet, cell=place_name(row, 0), unit=line.name, field="", given=given, sentence=line.note
            )
        for place, field in enumerate(part.columns, start=KEYS):
            shown = cells.get(field.code)
            if shown is not None and shown.note:
                given = text_of(shown.value)
                yield Trouble(
                    sheet=sheet, cell=place_name(row, place), unit=line.name, field=str(field.title), given=given,
                    sentence=shown.note,
                )  # fmt: skip


def _write_row(
    page: Any,
    part: Part,
    line: Line,
    row: int,
    formats: Mapping[str, Any],
    *,
    third: str | int,
    cells: Mapping[str, CellShown],
) -> None:
    kind = "bad" if line.report_id is None else "locked"
    page.write_string(row, 0, line.code, formats[f"text.{kind}"])
    page.write_string(row, 1, line.name, formats["text.locked"])
    _write_cell(page, row, 2, third, formats["text.locked"])
    if line.report_id is None:
        page.write_comment(row, 0, line.note, {"x_scale": 2})
    if line.locked:
        page.write_comment(row, 2, line.locked)
    for place, field in enumerate(part.columns, start=KEYS):
        shown = cells.get(field.code, CellShown(value=None))
        kind = "locked" if line.locked or not is_free(field) else shown.tone or "free"
        _write_cell(page, row, place, shown.value, formats[f"{_shape(field)}.{kind}"])
        if shown.note:
            page.write_comment(row, place, shown.note, {"x_scale": 2})


def _write_free(page: Any, part: Part, row: int, formats: Mapping[str, Any]) -> int:
    for number in range(row, row + FREE_BELOW):
        page.write_blank(number, 0, None, formats["text.free"])
        page.write_blank(number, 1, None, formats["text.locked"])
        page.write_blank(number, 2, None, formats["text.free"])
        for place, field in enumerate(part.columns, start=KEYS):
            page.write_blank(number, place, None, formats[f"{_shape(field)}.{'free' if is_free(field) else 'locked'}"])
    return row + FREE_BELOW


def _write_cell(page: Any, row: int, place: int, value: Cell | int, shape: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, shape)
    elif isinstance(value, int | float):
        page.write_number(row, place, value, shape)
    elif isinstance(value, date):
        page.write_datetime(row, place, datetime(value.year, value.month, value.day), shape)  # noqa: DTZ001 - a day
    else:
        page.write_string(row, place, value, shape)


def _shape(field: Field) -> str:
    match field.answer:
        case Answer.INTEGER | Answer.DECIMAL:
            return "number"
        case Answer.DATE:
            return "day"
    return "text"


def _write_troubles(page: Any, troubles: Sequence[Trouble], formats: Mapping[str, Any]) -> None:
    heads = ((_("Sheet"), 20), (_("Cell"), 8), (_("Unit"), 26), (_("Field"), 30), (_("Given"), 24), (_("Why"), 80))
    for place, (title, width) in enumerate(heads):
        page.set_column(place, place, width)
        page.write_string(0, place, title, formats["head"])
    for row, one in enumerate(troubles, start=1):
        for place, text in enumerate((one.sheet, one.cell, one.unit, one.field, one.given, one.sentence)):
            page.write_string(row, place, text[:32_000], formats["wrap"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(troubles)), len(heads) - 1)


def _write_hidden(page: Any, book: Book) -> None:
    page.very_hidden()
    page.protect()
    known = (
        ("collection", str(book.collection.id)),
        ("edition", str(book.collection.edition_id)),
        ("language", get_language() or ""),
        ("taken_at", timezone.localtime(book.taken_at).isoformat()),
    )
    for row, (key, value) in enumerate(known):
        page.write_string(row, 0, key)
        page.write_string(row, 1, value)
    marks = {**{line.code: line.mark for line in book.lines}, **book.marks}
    for row, (code, mark) in enumerate(marks.items(), start=len(known)):
        page.write_string(row, 0, f"unit:{code}")
        page.write_string(row, 1, mark)
