"""Numbers in words of official Chinese."""

from decimal import Decimal

import pytest

from xuezheng.engines.papers.bulletins.numbers import Indicator, Number
from xuezheng.engines.papers.bulletins.wording import (
    cell_change,
    cell_value,
    shown_change,
    shown_value,
    written_change,
    written_value,
)

pytestmark = pytest.mark.unit
SHARE = Indicator(code="share", name="比例", unit="%", decimals=1)
SCHOOLS = Indicator(code="schools", name="学校", unit="所")
AREA = Indicator(code="area", name="面积", unit="平方米", decimals=2)


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        (SHARE, 0.985, "98.5%"),
        (SHARE, Decimal("0.98449"), "98.4%"),
        (SHARE, Decimal("0.9845"), "98.5%"),  # half up, not to the even digit
        (SHARE, 1, "100.0%"),
        (SHARE, 150, "15000.0%"),
        (SCHOOLS, 9999, "9999所"),
        (SCHOOLS, 10000, "1万所"),
        (SCHOOLS, 12345, "1.23万所"),
        (SCHOOLS, 123_456_789, "1.23亿所"),
        (SCHOOLS, -20000, "-2万所"),
        (AREA, 4.5, "4.50平方米"),
        (SCHOOLS, 0, "0所"),
        (SCHOOLS, Decimal("-0.2"), "0所"),
        (SCHOOLS, None, "暂无数据"),
        (SHARE, float("nan"), "暂无数据"),
    ],
)
def test_a_value_in_words(indicator: Indicator, value: Decimal | float | None, words: str) -> None:
    assert written_value(indicator, Number(value=value)) == words


def test_a_plain_value_keeps_its_digits() -> None:
    assert written_value(SCHOOLS, Number(value=12345), plain=True) == "12345所"


@pytest.mark.parametrize(
    ("indicator", "now", "before", "words"),
    [
        (SHARE, 0.985, 0.973, "提高1.2个百分点"),
        (SHARE, 0.97, 0.975, "下降0.5个百分点"),
        (SHARE, 0.9701, 0.97, "持平"),
        (SCHOOLS, 130, 100, "增加30所"),
        (SCHOOLS, 30000, 10000, "增加2万所"),
        (SCHOOLS, 99, 100, "减少1所"),
        (SCHOOLS, None, 100, "暂无可比数据"),
        (SCHOOLS, 100, None, "暂无可比数据"),
    ],
)
def test_a_change_in_words(indicator: Indicator, now: float | None, before: float | None, words: str) -> None:
    assert written_change(indicator, shown_change(indicator, Number(value=now), Number(value=before))) == words


def test_the_printed_difference_is_that_of_the_printed_values() -> None:
    """0.9449 and 0.9351 differ by 0.98 points, but 94.5 and 93.5 by one."""
    now, before = Number(value=Decimal("0.9449")), Number(value=Decimal("0.9351"))

    assert (shown_value(SHARE, now), shown_value(SHARE, before)) == (Decimal("94.5"), Decimal("93.5"))
    assert shown_change(SHARE, now, before) == Decimal("1.0")


def test_cells_leave_the_unit_to_the_head() -> None:
    assert [cell_value(SCHOOLS, Number(value=value)) for value in (12345, None)] == ["12345", "—"]
    assert [cell_change(value) for value in (Decimal("1.5"), Decimal(-2), Decimal("0.0"), None)] == [
        "+1.5",
        "-2",
        "0.0",
        "—",
    ]
