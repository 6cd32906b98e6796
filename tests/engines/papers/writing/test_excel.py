"""A table as a workbook, whatever its title; numbers with the decimals they have."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from xuezheng.engines.papers.writing.excel import workbook_of
from xuezheng.engines.papers.writing.tables import DocumentTable, Head, as_text

BUILT_IN = {"3": "#,##0", "4": "#,##0.00"}
"""Formats that a workbook names by their number only."""


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ('Ranking: 学校质量"督导"[测试]', 'Ranking_ 学校质量"督导"_测试_'),
        ("'quoted'", "_quoted_"),
        ("a/b\\c*d?", "a_b_c_d_"),
        ("很" * 40, "很" * 31),
        ("History", "History_"),
        ("a\nb", "a_b"),
        ("", "_"),
    ],
)
def test_every_title_makes_a_workbook(title: str, named: str) -> None:
    table = DocumentTable(
        title=title, subtitle="", heads=[Head(title="A", width=8), Head(title="B", width=8)], rows=[("x", 1)]
    )
    book = CalamineWorkbook.from_filelike(BytesIO(workbook_of(table)))
    assert book.sheet_names == [named]
    assert book.get_sheet_by_index(0).to_python()[-1] == ["x", 1.0]


def patterns(workbook: bytes, row: int) -> list[str]:
    """The number formats of a row's cells."""
    with ZipFile(BytesIO(workbook)) as parts:
        styles, sheet = (etree.fromstring(parts.read(f"xl/{name}.xml")) for name in ("styles", "worksheets/sheet1"))
    own = {each.get("numFmtId"): each.get("formatCode") for each in styles.iterfind(".//{*}numFmt")}
    known = [(BUILT_IN | own).get(style.get("numFmtId")) or "" for style in styles.iterfind(".//{*}cellXfs/{*}xf")]
    return [known[int(cell.get("s") or 0)] for cell in sheet.iterfind(f".//{{*}}row[@r='{row}']/{{*}}c")]


def test_numbers_keep_their_decimals() -> None:
    row = (Decimal("0.207"), Decimal("15.6"), Decimal(23), 23, Decimal("1234.50"), Decimal("1E+3"))
    heads = [Head(title=str(place), width=8, numeric=True) for place in range(len(row))]
    workbook = workbook_of(DocumentTable(title="t", subtitle="", heads=heads, rows=[row]))
    assert patterns(workbook, 4) == ["#,##0.000", "#,##0.0", "#,##0", "#,##0", "#,##0.00", "#,##0"]
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    assert book.get_sheet_by_index(0).to_python()[-1] == [0.207, 15.6, 23, 23, 1234.5, 1000]
    assert [as_text(value) for value in row] == ["0.207", "15.6", "23", "23", "1,234.50", "1,000"]
