"""Numbers as Word prints them in lists."""

import pytest

from xuezheng.engines.papers.sources.numerals import written

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", ["1", "10", "12", "20", "28", "101"]),
        ("decimalZero", ["01", "10", "12", "20", "28", "101"]),
        ("chineseCounting", ["一", "十", "十二", "二十", "二十八", "一〇一"]),
        ("chineseCountingThousand", ["一", "十", "十二", "二十", "二十八", "一百零一"]),
        ("japaneseCounting", ["一", "十", "十二", "二十", "二十八", "一百零一"]),
        ("ideographDigital", ["一", "一〇", "一二", "二〇", "二八", "一〇一"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "壹拾贰", "贰拾", "贰拾捌", "壹佰零壹"]),
        ("ideographTraditional", ["甲", "癸", "乙", "癸", "辛", "甲"]),
        ("ideographZodiac", ["子", "酉", "亥", "未", "卯", "辰"]),
        ("upperRoman", ["I", "X", "XII", "XX", "XXVIII", "CI"]),
        ("lowerLetter", ["a", "j", "l", "t", "bb", "wwww"]),
        ("decimalEnclosedCircle", ["①", "⑩", "⑫", "⑳", "㉘", "101"]),
        ("decimalEnclosedParen", ["⑴", "⑽", "⑿", "⒇", "28", "101"]),
        ("decimalFullWidth", ["１", "１０", "１２", "２０", "２８", "１０１"]),
        ("numberInDash", ["- 1 -", "- 10 -", "- 12 -", "- 20 -", "- 28 -", "- 101 -"]),
        ("none", ["", "", "", "", "", ""]),
        ("somethingNewer", ["1", "10", "12", "20", "28", "101"]),
    ],
)
def test_each_format(number_format: str, expected: list[str]) -> None:
    assert [written(number, number_format) for number in (1, 10, 12, 20, 28, 101)] == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "〇"),
        (11, "十一"),
        (110, "一百一十"),
        (119, "一百一十九"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_larger_numbers_are_spoken(number: int, expected: str) -> None:
    assert written(number, "chineseCountingThousand") == expected


def test_a_number_beyond_reason_stays_figures() -> None:
    assert written(2_000_000_000, "upperLetter") == "2000000000"
