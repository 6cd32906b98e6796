"""Workbooks of tables: whatever the title is, a workbook comes of it."""

import re
import zipfile
from io import BytesIO

import pytest

from xuezheng.engines.papers.writing.excel import workbook_of
from xuezheng.engines.papers.writing.tables import DocumentTable, Head


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("任务清单", "任务清单"),
        ("网络/带宽[一]：是否稳定?", "网络 带宽 一 ：是否稳定"),
        ("'引'", "引"),
        ("/" * 40, "1"),
        ("长" * 40, "长" * 31),
    ],
)
def test_a_sheet_is_named_after_the_title_as_far_as_excel_takes_it(title: str, name: str) -> None:
    table = DocumentTable(title=title, subtitle="", heads=[Head(title="单位", width=10)] * 2, rows=[("甲", 1)])
    with zipfile.ZipFile(BytesIO(workbook_of(table))) as book:
        assert re.findall('<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode()) == [name]
        assert title in book.read("xl/sharedStrings.xml").decode()
