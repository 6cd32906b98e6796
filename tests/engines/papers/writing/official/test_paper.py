"""The model refuses what no writer could write."""

import pytest

from tests.engines.papers.writing.official.papers import a_ranking
from xuezheng.engines.papers.writing.official import Heading, PaperTable, Slot
from xuezheng.engines.papers.writing.official.paper import legible, text_of
from xuezheng.engines.papers.writing.tables import Head

pytestmark = pytest.mark.unit


def test_a_row_that_is_too_short_is_named() -> None:
    heads = [Head(title="甲", width=1), Head(title="乙", width=1)]

    with pytest.raises(ValueError, match=r"table “表”: rows \[2\] have not the 2 cells"):
        PaperTable(title="表", heads=heads, rows=[("1", "2"), ("1",)])


@pytest.mark.parametrize("level", [0, 5])
def test_there_are_four_levels_of_headings(level: int) -> None:
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading(level=level, content="标题")


def test_a_ranking_is_a_table_with_a_dash_for_the_unranked() -> None:
    rows = [[text_of(cell) for cell in row] for row in a_ranking().as_table().rows]

    assert rows == [["1", "甲县", "99.1%"], ["—", "乙县", "暂无数据"]]


def test_words_and_figures_are_one_text_without_control_characters() -> None:
    assert text_of(["联网率\x00", Slot(text="98\x0b%"), "。"]) == "联网率98%。"
    assert legible("一\t二\n三\x85四\uffff") == "一\t二\n三四"
