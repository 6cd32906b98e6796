"""Printed lines from places on a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.papers.sources.lines import Piece, printed_lines

pytestmark = pytest.mark.unit


def piece(text: str, *, left: float, base: float, size: float = 10) -> Piece:
    width = sum(size / 2 if character.isascii() else size for character in text)
    return Piece(text=text, left=left, right=left + width, base=base, height=size)


def test_from_top_to_bottom_and_left_to_right() -> None:
    pieces = [piece("三", left=0, base=40), piece("二", left=20, base=20), piece("一", left=0, base=20)]
    assert printed_lines(pieces) == ["一 二", "三"]


def test_small_shifts_stay_on_the_line() -> None:
    assert printed_lines(
        [piece("达到", left=0, base=20), piece("98%", left=20, base=21.5), piece("。", left=35, base=19)]
    ) == ["达到98%。"]


def test_a_space_where_letters_or_columns_stand_apart() -> None:
    words = [piece("Smart", left=0, base=10), piece("Campus", left=29, base=10)]
    spaced = [piece("教", left=0, base=10), piece("育", left=16, base=10), piece("局", left=50, base=10)]
    assert printed_lines(words) == ["Smart Campus"]
    assert printed_lines(spaced) == ["教育  局"]


def test_spaces_of_the_text_itself_are_not_doubled() -> None:
    assert printed_lines([piece("甲 ", left=0, base=10), piece("乙", left=60, base=10)]) == ["甲 乙"]


def test_indents_and_empty_lines_stay_visible() -> None:
    starts = [(20, 10), (0, 20), (20, 30), (0, 40), (40, 60), (0, 70)]
    pieces = [piece(f"第{place}行", left=left, base=base) for place, (left, base) in enumerate(starts)]
    assert printed_lines(pieces) == [
        "\u3000\u3000第0行",
        "第1行",
        "\u3000\u3000第2行",
        "第3行",
        "",
        "\u3000\u3000\u3000\u3000第4行",
        "第5行",
    ]


def test_small_print_and_single_lines_to_the_left_do_not_move_the_margin() -> None:
    text = [piece(f"第{place}行", left=50 if place % 3 else 70, base=20 * place) for place in range(9)]
    foot = [piece("https://", left=0, base=200, size=7), piece("1/3", left=0, base=215, size=7)]
    assert printed_lines([*text, *foot])[:4] == ["\u3000\u3000第0行", "第1行", "第2行", "\u3000\u3000第3行"]
    assert printed_lines([piece("档号", left=20, base=-20), *text])[:3] == ["档号", "\u3000\u3000第0行", "第1行"]


@given(st.permutations([(text, place) for place, text in enumerate("一二三四五六七八九十")]))
def test_the_order_of_writing_does_not_matter(order: list[tuple[str, int]]) -> None:
    pieces = [piece(text, left=10 * (place % 5), base=20 * (place // 5)) for text, place in order]
    assert printed_lines(pieces) == ["一二三四五", "六七八九十"]
