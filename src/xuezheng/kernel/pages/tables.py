"""Tables that come in by file (Excel or CSV) and go back as the same workbook with the wrong cells marked and explained.

Apart from lists, which only go out: here foreign files are read, so encodings, heads and limits are met with refusals.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError
from xlsxwriter.worksheet import Worksheet

from xuezheng.kernel.pages.exports import sheet_name
from xuezheng.kernel.pages.workbook_errors import error_cells
from xuezheng.kernel.refusals import Refusal

Text = str | Promise
Cell = int | float | str | bool | date | datetime | time | object

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_ROWS = 60_000
MAX_CELL = 2_000
LONGEST_OFFER = 255
DELIMITERS = (",", "\t", ";", "，")
HEAD_WITHIN = 10
"""The head stands within the first rows: templates carry a title or a note above it."""
PROBLEMS_HEADS = ("问题", "Problems")
"""Head of the column an error workbook adds; left out again when the corrected workbook comes back."""


Errors = Mapping[tuple[int, int], tuple[str, str]]
"""Errors of formulas by line and place: the cell's name and what it shows."""


class TableNotReadable(Refusal):
    """The file is no table we can read; says what would be."""

    code = "table-not-readable"


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """`key` names the value in the row; the title and every alias (in either language) is accepted as its head."""

    key: str
    title: Text
    aliases: Sequence[str] = ()
    required: bool = False
    """True: the file must have this column. Whether a cell may be empty is for the reader of the rows."""
    width: int = 18
    options: Sequence[str] = ()
    """What a workbook offers to choose from below the head."""

    def heads(self) -> set[str]:
        return {_folded(head) for head in (str(self.title), self.key, *self.aliases)}


@dataclass(frozen=True, kw_only=True)
class TableRow:
    number: int
    """As the spreadsheet counts, so that a sentence can name it."""
    values: Mapping[str, str]
    """By column key, stripped; a missing cell is ''."""

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: Sequence[TableColumn]
    """Those found in the file, in its order."""
    rows: Sequence[TableRow]
    ignored: Sequence[str] = ()
    """Heads nobody asked for."""


@dataclass(frozen=True, kw_only=True)
class CellProblem:
    """What is wrong in one row; `key` names the column, '' where the whole row is meant."""

    row: int
    key: str
    sentence: Text


@dataclass
class _Head:
    line: int
    places: dict[int, TableColumn] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def read_table(
    data: bytes, *, filename: str, columns: Sequence[TableColumn], max_rows: int = MAX_ROWS, max_bytes: int = MAX_BYTES
) -> Table:
    """Read the first sheet of a workbook, or a CSV in UTF-8, UTF-16 or GB 18030, by the heads of its columns."""
    if len(data) > max_bytes:
        raise TableNotReadable(
            _("“%(name)s” is larger than %(limit)d MB. Split it into several files.")
            % {"name": filename, "limit": max_bytes // 1024 // 1024},
            field="file",
        )
    lines, errors = _lines(data, filename=filename, columns=columns)
    head = _find_head(lines, columns)
    _check_errors(errors, head)
    body = lines[head.line + 1 :]
    rows = [row for number, cells in enumerate(body, start=head.line + 2) if (row := _row(number, cells, head))]
    if len(rows) > max_rows:
        raise TableNotReadable(
            _("The file has %(count)d rows; at most %(limit)d can be read at once. Split it into several files.")
            % {"count": len(rows), "limit": max_rows},
            field="file",
        )
    if not rows:
        raise TableNotReadable(_("The file has a head but no row below it. Fill in at least one row."), field="file")
    return Table(columns=[head.places[place] for place in sorted(head.places)], rows=rows, ignored=head.ignored)


def template_workbook(
    columns: Sequence[TableColumn], *, sheet: str, examples: Iterable[Mapping[str, str]] = ()
) -> bytes:
    """An empty workbook to fill in: the heads, and example rows where given."""
    rows = [TableRow(number=number, values=values) for number, values in enumerate(examples, start=2)]
    return _written(columns, rows, sheet=sheet, problems={})


def marked_workbook(table: Table, problems: Iterable[CellProblem], *, sheet: str) -> bytes:
    """The table as it came, wrong cells coloured with the reason as a comment, and all reasons of a row at its end."""
    by_row: dict[int, list[CellProblem]] = {}
    for problem in problems:
        by_row.setdefault(problem.row, []).append(problem)
    return _written(table.columns, table.rows, sheet=sheet, problems=by_row)


def values_workbook(columns: Sequence[TableColumn], rows: Iterable[Mapping[str, str]], *, sheet: str) -> bytes:
    """A plain workbook of texts."""
    return template_workbook(columns, sheet=sheet, examples=rows)


def _lines(data: bytes, *, filename: str, columns: Sequence[TableColumn]) -> tuple[list[list[str]], Errors]:
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _workbook_lines(data, filename=filename)
    return _csv_lines(data, filename=filename, columns=columns), {}


def _workbook_lines(data: bytes, *, filename: str) -> tuple[list[list[str]], Errors]:
    errors: Errors = {}
    try:
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                unpacked = sum(item.file_size for item in archive.infolist())
                if unpacked > MAX_UNPACKED:
                    raise TableNotReadable(
                        _("“%(name)s” unpacks to more than %(limit)d MB. Save it again with the data only.")
                        % {"name": filename, "limit": MAX_UNPACKED // 1024 // 1024},
                        field="file",
                    )
                errors = error_cells(archive)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            # to_python(skip_empty_area=False) keeps the row numbers of the sheet
            return [[_as_text(cell) for cell in line] for line in sheet.to_python(skip_empty_area=False)], errors
    except PasswordError as error:
        raise TableNotReadable(
            _("“%(name)s” is protected by a password. Save it without one.") % {"name": filename}, field="file"
        ) from error
    except (CalamineError, ZipError, zipfile.BadZipFile, zlib.error, RuntimeError, IndexError) as error:
        raise TableNotReadable(
            _("“%(name)s” is no workbook that can be read. Save it as .xlsx or .csv.") % {"name": filename},
            field="file",
        ) from error


def _csv_lines(data: bytes, *, filename: str, columns: Sequence[TableColumn]) -> list[list[str]]:
    text = _decoded(data, filename=filename)
    try:
        delimiter = _delimiter(text, columns)
        return [[_as_text(cell) for cell in line] for line in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise TableNotReadable(
            _("“%(name)s” cannot be read as a table. Save it as .xlsx or .csv.") % {"name": filename}, field="file"
        ) from error


def _delimiter(text: str, columns: Sequence[TableColumn]) -> str:
    """What parts the head into known columns: cells may hold any of these signs, and more of them than there are cells."""
    by_head = _by_head(columns)
    first = list(islice(text.splitlines(), HEAD_WITHIN))

    def known(delimiter: str) -> int:
        # Quotes may go on beyond these lines, which is no matter here: a head has none that do.
        lines = [next(csv.reader([line], delimiter=delimiter), []) for line in first]
        return max((len(_head_of(0, line, by_head).places) for line in lines), default=0)

    return max(DELIMITERS, key=known)


def _decoded(data: bytes, *, filename: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else () if b"\x00" in data else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableNotReadable(
        _("“%(name)s” is neither a workbook nor text in UTF-8 or GB 18030. Save it as .xlsx or .csv.")
        % {"name": filename},
        field="file",
    )


def _by_head(columns: Sequence[TableColumn]) -> dict[str, TableColumn]:
    return {head: column for column in columns for head in column.heads()}


def _find_head(lines: Sequence[Sequence[str]], columns: Sequence[TableColumn]) -> _Head:
    """Of the first lines, the one with the most known heads."""
    by_head = _by_head(columns)
    best = max(
        (_head_of(number, line, by_head) for number, line in enumerate(lines[:HEAD_WITHIN])), default=None, key=_fit
    )
    found = {column.key for column in best.places.values()} if best else set()
    missing = [str(column.title) for column in columns if column.required and column.key not in found]
    if best is None or not found or missing:
        names = missing or [str(column.title) for column in columns if column.required]
        raise TableNotReadable(
            _("The head of the table lacks: %(names)s. Take the template and keep its first row.")
            % {"names": _(", ").join(names)},
            field="file",
        )
    return best


def _check_errors(errors: Errors, head: _Head) -> None:
    """Taken for an empty cell, an error of a formula would put nothing in the place of what was meant."""
    for (line, place), (cell, shown) in sorted(errors.items()):
        if line > head.line and place in head.places:
            raise TableNotReadable(
                _("Cell %(cell)s (%(title)s) shows an error instead of a value: %(shown)s. Put it right, or empty it.")
                % {"cell": cell, "title": head.places[place].title, "shown": shown[:20]},
                field="file",
            )


def _fit(head: _Head) -> tuple[int, int]:
    return len(head.places), -head.line


def _head_of(number: int, line: Sequence[str], by_head: Mapping[str, TableColumn]) -> _Head:
    head, taken = _Head(line=number), set()
    for place, text in enumerate(line):
        column = by_head.get(_folded(text))
        if column is not None and column.key not in taken:
            head.places[place] = column
            taken.add(column.key)
        elif text and text not in PROBLEMS_HEADS:
            head.ignored.append(text)
    return head


def _row(number: int, cells: Sequence[str], head: _Head) -> TableRow | None:
    values = {column.key: cells[place][:MAX_CELL] for place, column in head.places.items() if place < len(cells)}
    return TableRow(number=number, values=values) if any(values.values()) else None


def _folded(head: str) -> str:
    """Heads are compared without spaces, case, and marks of required columns: '* Unit code' is 'unit_code'."""
    return "".join(letter for letter in head.casefold() if letter not in " \t\n\r_-*＊　:：")


def _as_text(cell: Cell) -> str:
    """Codes typed as numbers come as floats: 4101.0 is 4101."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return str(cell).replace("\x00", "").strip()


def _written(
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    *,
    sheet: str,
    problems: Mapping[int, Sequence[CellProblem]],
) -> bytes:
    """Every cell is written as text: a value that begins with '=' stays a value."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "constant_memory": not problems}) as workbook:
        page = workbook.add_worksheet(sheet_name(sheet))
        head, wrong = workbook.add_format({"bold": True}), workbook.add_format({"bg_color": "#F6D5CF"})
        text = workbook.add_format({"num_format": "@"})
        page.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, text)
            page.write_string(0, place, str(column.title), head)
            _offer(page, place, column.options)
        if problems:
            page.set_column(len(columns), len(columns), 60)
            page.write_string(0, len(columns), _("Problems"), head)
        for line, row in enumerate(rows, start=1):
            found = problems.get(row.number, ())
            by_key = {problem.key: str(problem.sentence) for problem in found}
            for place, column in enumerate(columns):
                page.write_string(line, place, row[column.key], wrong if column.key in by_key else text)
                if column.key in by_key:
                    page.write_comment(line, place, by_key[column.key])
            if found:
                page.write_string(line, len(columns), " ".join(str(problem.sentence) for problem in found), wrong)
    return target.getvalue()


def _offer(page: Worksheet, place: int, options: Sequence[str]) -> None:
    """A list to choose from; Excel takes no longer ones within a cell's rule. Other words only raise a question."""
    if options and len(",".join(options)) <= LONGEST_OFFER:
        rule = {"validate": "list", "source": list(options), "error_type": "warning"}
        page.data_validation(1, place, MAX_ROWS, place, rule)
