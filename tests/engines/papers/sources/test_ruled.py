"""Drawn tables of PDF: a cell's words stay together however often they wrap."""

import pytest

from tests.engines.papers.sources.written import bare_pdf
from xuezheng.engines.papers.sources import read_source
from xuezheng.engines.papers.sources.lines import Piece
from xuezheng.engines.papers.sources.ruled import Shape, grids_of, lines_with_tables

pytestmark = pytest.mark.unit
BOX = b"72 600 300 100 re S 120 600 m 120 700 l S 260 600 m 260 700 l S 72 660 m 372 660 l S "


def cell(text: bytes, *, x: int, y: int) -> bytes:
    return b"BT /F 12 Tf %d %d Td (%s) Tj ET " % (x, y, text)


def pieces(text: str, *, left: float, base: float) -> list[Piece]:
    return [
        Piece(text=sign, left=left + 10 * place, right=left + 10 * place + 10, base=base, height=10.0)
        for place, sign in enumerate(text)
    ]


def test_words_of_a_cell_stay_together() -> None:
    words = cell(b"No", x=80, y=675) + cell(b"Task", x=130, y=675) + cell(b"Office", x=270, y=675)
    words += cell(b"1", x=80, y=625) + cell(b"Better", x=130, y=640) + cell(b"network", x=130, y=620)
    words += cell(b"Board", x=270, y=630) + cell(b"After the table", x=72, y=560) + cell(b"Title", x=72, y=740)

    assert read_source(bare_pdf(BOX + words), filename="a.pdf").text.split("\n") == [
        "Title",
        "No\tTask\tOffice",
        "1\tBetter network\tBoard",
        "After the table",
    ]


def test_merged_cells_stand_in_their_first_field() -> None:
    shapes = [Shape(0, top, 200, top) for top in (0, 100)] + [Shape(left, 0, left, 100) for left in (0, 80, 200)]
    shapes += [Shape(80, 50, 200, 50)]
    words = pieces("网络", left=10, base=55) + pieces("换线路", left=90, base=30) + pieces("换终端", left=90, base=80)
    shapes += [Shape(140, 50, 140, 100)]
    words += pieces("年底", left=150, base=80)

    assert lines_with_tables(words, shapes) == ["网络\t换线路\t", "\t换终端\t年底"]
    assert [(len(grid.rows), len(grid.columns)) for grid in grids_of(shapes)] == [(3, 4)]


def test_boxes_and_lines_that_hold_no_table_change_nothing() -> None:
    frame = [Shape(0, 0, 600, 800), Shape(50, 100, 400, 101), Shape(50, 300, 90, 340)]
    words = pieces("第一行文字", left=60, base=90) + pieces("第二行文字", left=60, base=120)

    assert lines_with_tables(words, frame) == lines_with_tables(words, []) == ["第一行文字", "第二行文字"]
