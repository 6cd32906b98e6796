"""A table as a workbook, whatever its title."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from xuezheng.engines.papers.writing.excel import workbook_of
from xuezheng.engines.papers.writing.tables import DocumentTable, Head


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
