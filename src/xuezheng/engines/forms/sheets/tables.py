"""The same as CSV: all fields of the form in one file, each table in one of its own; titles above, codes below them."""

import csv
import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Field
from xuezheng.engines.forms.refusals import NoSuchTable
from xuezheng.engines.forms.sheets.cells import guarded, guarded_text
from xuezheng.engines.forms.sheets.lines import Book, CellShown
from xuezheng.engines.forms.sheets.places import MARK, MARKER


def csv_of(book: Book, table_code: str = "") -> bytes:
    """With a byte order mark, since a spreadsheet takes the file for GB 18030 otherwise."""
    target = io.StringIO()
    rows = csv.writer(target)
    rows.writerows(_of_table(book, table_code) if table_code else _of_fields(book))
    return target.getvalue().encode("utf-8-sig")


def _of_fields(book: Book) -> list[list[str]]:
    fields = list(book.form.fields())
    head = [
        [_("Unit code"), _("Unit"), *(str(field.title) for field in fields), _("As it was taken")],
        [f"{MARKER}fields@{book.collection.id}", "unit_name", *(field.code for field in fields), MARK],
    ]
    body = [[line.code, guarded_text(line.name), *_texts(fields, line.cells), line.mark] for line in book.lines]
    return head + body


def _of_table(book: Book, code: str) -> list[list[str]]:
    table = book.form.tables_by_code.get(code)
    if table is None:
        raise NoSuchTable(code)
    columns = table.columns
    head = [
        [_("Unit code"), _("Unit"), _("No."), *(str(field.title) for field in columns), _("As it was taken")],
        [
            f"{MARKER}table.{code}@{book.collection.id}", "unit_name", "row_number",
            *(field.code for field in columns), MARK,
        ],
    ]  # fmt: skip
    body = []
    for line in book.lines:
        for number, cells in enumerate(line.tables.get(code) or [{}], start=1):
            texts = _texts(columns, cells)
            body.append([line.code, guarded_text(line.name), str(number), *texts, line.mark])
    return head + body


def _texts(fields: Sequence[Field], cells: Mapping[str, CellShown]) -> list[str]:
    return [guarded(field, shown.value if (shown := cells.get(field.code)) else None) for field in fields]
