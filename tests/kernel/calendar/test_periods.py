"""Periods keep their order, neighbours and parts, whatever the year; people's ways of writing them are read."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.kernel.calendar.choosing import HousePeriods
from xuezheng.kernel.calendar.periods import CHILDREN, PARTS, Period, PeriodKind, period_at
from xuezheng.kernel.calendar.reading import PeriodIsNotReadable, parse_period

pytestmark = pytest.mark.unit
KINDS = st.sampled_from(list(PeriodKind))
DAYS = st.dates(date(1902, 1, 1), date(2197, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    return period_at(draw(DAYS), kind=draw(KINDS))


@given(periods())
def test_a_period_is_read_back_from_its_code_and_titles(period: Period) -> None:
    assert parse_period(period.code) == period
    with translation.override("zh-hans"):
        assert parse_period(period.title) == period


@given(DAYS, KINDS)
def test_a_day_lies_in_its_period_and_in_no_neighbour(day: date, kind: PeriodKind) -> None:
    period = period_at(day, kind=kind)
    around = (period.previous(), period, period.next())
    assert [one.contains(day) for one in around] == [False, True, False]


@given(periods())
def test_neighbours_meet_without_gap_in_order(period: Period) -> None:
    following = period.next()
    assert following.previous() == period
    assert following.first_day == period.last_day + timedelta(days=1)
    assert period < following
    assert sorted([following, period]) == [period, following]


@given(periods())
def test_parts_fill_the_whole(period: Period) -> None:
    parts = period.children()
    assert len(parts) == (3 if period.kind == PeriodKind.QUARTER else PARTS[CHILDREN[period.kind]] if parts else 0)
    if parts:
        assert (parts[0].first_day, parts[-1].last_day) == (period.first_day, period.last_day)
        assert [part.parent() for part in parts] == [period] * len(parts)
        assert all(period.holds(part) and not part.holds(period) for part in parts)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2018年", "2018"),
        ("2018 年度", "2018"),
        ("２０１８年", "2018"),
        ("2018年第三季度", "2018Q3"),
        ("2018年三季度", "2018Q3"),
        ("2018q3", "2018Q3"),
        ("2018年9月", "2018-09"),
        ("2018-9", "2018-09"),
        ("2018—2019学年", "2018-2019"),
        ("2018-2019学年度第一学期", "2018-2019-1"),
        ("2018–2019 学年 第二学期", "2018-2019-2"),
        ("2018年秋季学期", "2018-2019-1"),
        ("2019年春季学期", "2018-2019-2"),
    ],
)
def test_what_documents_write(written: str, code: str) -> None:
    assert parse_period(written).code == code


@pytest.mark.parametrize(
    "text", ["", "18", "2018Q5", "2018-13", "2018-2020", "2018-2019-3", "1899", "2018-09-01", "abc"]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(PeriodIsNotReadable):
        parse_period(text)


def test_terms_and_their_bounds() -> None:
    first, second = Period(PeriodKind.TERM, 2018, 1), Period(PeriodKind.TERM, 2018, 2)
    assert (first.first_day, first.last_day) == (date(2018, 9, 1), date(2019, 2, 28))
    assert (second.first_day, second.last_day) == (date(2019, 3, 1), date(2019, 8, 31))
    assert Period(PeriodKind.TERM, 2019, 1).last_day == date(2020, 2, 29)
    with translation.override("zh-hans"):
        assert second.title == "2018—2019学年第2学期"


@pytest.mark.parametrize(
    ("period", "kind", "codes"),
    [
        (Period(PeriodKind.YEAR, 2026), PeriodKind.QUARTER, ["2026Q4", "2026Q3", "2026Q2"]),
        (Period(PeriodKind.MONTH, 2026, 8), PeriodKind.QUARTER, ["2026Q2", "2026Q1", "2025Q4"]),
        (Period(PeriodKind.MONTH, 2026, 9), PeriodKind.QUARTER, ["2026Q3", "2026Q2", "2026Q1"]),
        (Period(PeriodKind.TERM, 2026, 1), PeriodKind.MONTH, ["2027-02", "2027-01", "2026-12"]),
        (Period(PeriodKind.QUARTER, 2026, 3), PeriodKind.YEAR, ["2025", "2024", "2023"]),
        (Period(PeriodKind.QUARTER, 2026, 3), PeriodKind.QUARTER, ["2026Q3", "2026Q2", "2026Q1"]),
        (Period(PeriodKind.QUARTER, 1900, 2), PeriodKind.MONTH, ["1900-06"]),
        (Period(PeriodKind.YEAR, 1900), PeriodKind.SCHOOL_YEAR, []),
    ],
)
def test_what_is_over_when_a_period_is(period: Period, kind: PeriodKind, codes: list[str]) -> None:
    assert [one.code for one in period.newest_over(kind, most=3)] == codes


def test_what_the_header_offers() -> None:
    today = date(2018, 11, 3)
    house = HousePeriods()
    offered = [[choice.code for choice in group.choices][:3] for group in house.groups(today=today)]
    assert offered == [
        ["2019", "2018", "2017"],
        ["2019Q1", "2018Q4", "2018Q3"],
        ["2018-12", "2018-11", "2018-10"],
        ["2018-2019-2", "2018-2019-1", "2017-2018-2"],
    ]
    assert house.standard(today=today).code == "2018Q4"
    assert house.find("2018年") is None
    assert [found.code for code in ("2018Q3",) if (found := house.find(code))] == ["2018Q3"]
