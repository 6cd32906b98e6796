"""Rows as files that leave the platform: CSV that spreadsheets read, Excel, Parquet."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter
from django.utils.translation import gettext as _

from xuezheng.engines.lake.declarations import LakeTable
from xuezheng.engines.lake.refusals import TooManyForExcel
from xuezheng.engines.lake.wording import without_zeros
from xuezheng.kernel.pages.exports import FORMULA_STARTS, XLSX, sheet_name

EXCEL_ROWS = 1_048_575
FORMULA = f"^[{re.escape(''.join(FORMULA_STARTS))}]"
CSV, PARQUET = "text/csv; charset=utf-8", "application/vnd.apache.parquet"


def as_csv(rows: pa.Table, table: LakeTable) -> bytes:
    """A cell of text that a spreadsheet would take for a formula is quoted; the byte order mark tells Excel of UTF-8."""
    columns = [_cells(column) for column in rows.columns]
    rows = pa.table(columns, names=_titles(rows, table))
    target = io.BytesIO(b"\xef\xbb\xbf")
    target.seek(0, io.SEEK_END)
    pacsv.write_csv(rows, target)
    return target.getvalue()


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_decimal(column.type):
        return without_zeros(column)
    if not pa.types.is_string(column.type):
        return column
    starts = pc.match_substring_regex(column, FORMULA)
    quoted = pc.binary_join_element_wise("'", column, "")
    return pc.if_else(pc.fill_null(starts, fill_value=False), quoted, column)


def as_workbook(rows: pa.Table, table: LakeTable) -> bytes:
    if rows.num_rows > EXCEL_ROWS:
        raise TooManyForExcel(rows.num_rows)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as workbook:
        page, day = workbook.add_worksheet(sheet_name(table.name)), workbook.add_format({"num_format": "yyyy-mm-dd"})
        page.freeze_panes(1, 0)
        page.write_row(0, 0, _titles(rows, table))
        number = 1
        for batch in rows.to_batches(max_chunksize=2_000):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                for place, value in enumerate(values):
                    if isinstance(value, date):
                        page.write_datetime(number, place, value, day)
                    elif isinstance(value, str):
                        page.write_string(number, place, value)
                    elif value is not None:
                        page.write(number, place, value)
                number += 1
    return target.getvalue()


def as_parquet(rows: pa.Table, _table: LakeTable) -> bytes:
    target = io.BytesIO()
    pq.write_table(rows, target, compression="zstd")
    return target.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[pa.Table, LakeTable], bytes]]] = {
    "csv": (CSV, as_csv),
    "xlsx": (XLSX, as_workbook),
    "parquet": (PARQUET, as_parquet),
}


def _titles(rows: pa.Table, table: LakeTable) -> list[str]:
    added = {"unit_name": _("Unit"), "period": _("Period")}
    titles = {column.name: column.title for column in table.columns} | added
    return [titles.get(name, name) for name in rows.column_names]
