"""Folding of marks, numbers and dates, lines and furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.markers import marker_at
from xuezheng.engines.papers.reading.numerals import chinese_of, number_of
from xuezheng.engines.papers.reading.script import folded

pytestmark = pytest.mark.unit


@given(st.text())
def test_folding_keeps_the_places_of_signs(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="一二1.、（）责任单位： \n　\f—3。“”甲乙丙"))
def test_lines_lose_blanks_and_furniture_only(text: str) -> None:
    for line in lines_of(text):
        start, end = line.passage.span
        assert "".join(text[start:end].split()) == line.passage.written


@given(st.integers(1, 99))
def test_chinese_numerals_come_back(number: int) -> None:
    assert number_of(chinese_of(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,200", 1200), ("1.5万", 15000), ("70万", 700000), ("3亿", 300000000), ("两", 2), ("十二", 12), ("二十", 20),
        ("三千五百", 3500), ("一万两千", 12000), ("二〇一八", 2018), ("百", 100), ("五", 5), ("甲", None), ("", None),
    ],
)  # fmt: skip
def test_numbers(written: str, number: int | None) -> None:
    assert number_of(written) == number


@pytest.mark.parametrize(
    ("text", "level", "printed"),
    [
        ("一、甲", 1, "一"), ("十二、甲", 1, "十二"), ("二．甲", 1, "二"), ("第三部分 甲", 1, "三"),
        ("（一）甲", 2, "（一）"), ("(十一)甲", 2, "（十一）"),
        ("1.甲", 3, "1"), ("12、甲", 3, "12"), ("3．甲", 3, "3"), ("（1）甲", 4, "（1）"), ("2)甲", 4, "2）"), ("①甲", 5, "①"),
        ("一是甲", 0, "一是"), ("第一，甲", 0, "第一"),
    ],
)  # fmt: skip
def test_markers(text: str, level: int, printed: str) -> None:
    marker = marker_at(folded(text))

    assert marker is not None
    assert (marker.level, marker.printed) == (level, printed)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("建成平台.推广应用.", "建成平台。推广应用。"), ("完成80%.", "完成80%。"), ("一.目标", "一.目标"),
        ("(二).任务", "（二）.任务"), ("1.网络", "1.网络"), ("2.0行动", "2.0行动"),
        ("印发<要点>的通知", "印发《要点》的通知"), ("带宽>100M", "带宽>100M"),
    ],
)  # fmt: skip
def test_half_width_stops_and_titles_but_not_marks_of_numbers(written: str, read: str) -> None:
    assert folded(written) == read


@pytest.mark.parametrize("text", ["2.0行动计划", "5G应用", "2018年", "10个学校", "一批学校", "三通两平台", ""])
def test_no_markers(text: str) -> None:
    assert marker_at(folded(text)) is None


@pytest.mark.parametrize(
    "line",
    [
        "— 3 —",
        "- 12 -",
        "-3-",
        "第3页",
        "第 3 页 共 9 页",
        "第3页/共9页",
        "共9页 第3页",
        "3/12",
        "－4－",
        "Page 3 of 9",
        "[image: image1.bmp]",
    ],
)
def test_furniture_is_taken_out(line: str) -> None:
    assert [one.folded for one in lines_of(f"甲乙丙\n{line}\n丁戊己")] == ["甲乙丙", "丁戊己"]


def test_running_heads_beside_page_numbers_are_taken_out() -> None:
    text = "工作要点\n甲乙丙\n— 1 —\n工作要点\n丁戊己\n— 2 —\n工作要点\n庚辛"

    assert [one.folded for one in lines_of(text)] == ["工作要点", "甲乙丙", "丁戊己", "庚辛"]
