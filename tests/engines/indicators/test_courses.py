"""How values go on: lines, counts that begin anew each year, parts of a whole."""

from collections.abc import Mapping
from datetime import date

import pytest

from xuezheng.engines.indicators.courses import Course, Straight, Yearly
from xuezheng.engines.indicators.facade import Definition, course_of
from xuezheng.kernel.calendar.facade import parse_period

pytestmark = pytest.mark.unit
END = date(2026, 12, 31)
SHARE, COUNT = "sum(a) / sum(b)", "year_to_date(sum(a))"


def course(
    told: Mapping[str, float],
    *,
    measure: str = SHARE,
    unit: str = "",
    style: str = "share",
    better: str = "higher",
    until: date = END,
) -> Course:
    definition = Definition(
        code="sample",
        name_zh="样",
        name_en="Sample",
        table="sample",
        measure=measure,
        better=better,
        periods=("quarter",),
        unit_zh=unit,
        unit_en=unit,
        target_style=style,
    )
    return course_of(definition, [(parse_period(code), value) for code, value in told.items()], until=until)


def counted(told: Mapping[str, float], *, better: str = "higher", until: date = END) -> Course:
    return course(told, measure=COUNT, style="count", better=better, until=until)


def expected(course: Course) -> tuple[float, float, float] | None:
    found = course.expected()
    return None if found is None else (found.expected, found.low, found.high)


def years(*values: float) -> dict[str, float]:
    """Values by year: those lie at even distances but for a leap day."""
    return {str(2021 + place): value for place, value in enumerate(values)}


STEADY = {"2025Q1": 100, "2025Q2": 200, "2025Q3": 300, "2025Q4": 400, "2026Q1": 100, "2026Q2": 200}


def test_a_line() -> None:
    assert expected(course(years(0.50, 0.60, 0.70, 0.80), until=date(2025, 12, 31))) == pytest.approx(
        (0.9,) * 3, abs=1e-3
    )
    assert course(years(0.50, 0.60, 0.70)).expected() is None


def test_a_line_that_is_open() -> None:
    found = course(years(0.50, 0.70, 0.60, 0.80), until=date(2026, 12, 31)).expected()
    assert found is not None
    assert found.expected == pytest.approx(0.93, abs=1e-3)
    assert found.low < found.expected < found.high
    assert [found.reaches(target) for target in (0.3, 0.93, 2.0)] == [True, None, False]
    assert found.reaches(2.0, better="lower") is True


def test_a_count_goes_on_from_what_the_year_has() -> None:
    """A hundred in each quarter: nothing falls at New Year, and two quarters are left."""
    found = counted(STEADY)
    assert isinstance(found, Yearly)
    assert found.begins == (date(2026, 6, 30), 200)
    assert expected(found) == pytest.approx((400, 400, 400))


def test_a_count_of_a_later_year_begins_at_nothing() -> None:
    later = counted(STEADY, until=date(2027, 6, 30))
    assert later.begins == (date(2027, 1, 1), 0.0)
    assert expected(later) == pytest.approx((200, 200, 200))
    assert expected(counted(STEADY, until=date(2027, 2, 14))) == pytest.approx((50, 50, 50))


def test_a_count_strays_in_each_period_to_come() -> None:
    told = {"2025Q1": 90, "2025Q2": 200, "2025Q3": 300, "2025Q4": 410, "2026Q1": 90, "2026Q2": 200}
    near, far = (counted(told, until=until).expected() for until in (date(2026, 9, 30), END))
    assert near is not None
    assert far is not None
    assert near.low < near.expected < near.high
    assert far.high - far.low > near.high - near.low
    assert near.low >= 200, "what is counted is not taken away"


def test_a_count_does_not_fall_with_a_falling_line() -> None:
    told = {"2025Q1": 400, "2025Q2": 700, "2025Q3": 900, "2025Q4": 1000, "2026Q1": 10}
    found = expected(counted(told))
    assert found is not None
    assert found[:2] == (10, 10)


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ({"2025Q4": 709, "2026Q1": 807, "2026Q2": 1680, "2026Q3": 2682}, 3),
        ({"2025Q1": 5, "2025Q3": 15, "2025Q4": 20, "2026Q2": 10, "2026Q3": 15}, 3),
    ],
)
def test_what_follows_a_gap_is_no_difference(told: Mapping[str, float], known: int) -> None:
    found = counted(told)
    assert len(found.points) == known
    assert found.expected() is None
    assert found.reached(3000) is None


def test_a_count_is_reached_within_its_year_or_never() -> None:
    assert counted(STEADY).reached(150) == date(2026, 6, 30)
    assert counted(STEADY).reached(250) == date(2026, 8, 15)
    assert counted(STEADY).reached(400) == END
    assert counted(STEADY).reached(401) is None
    assert counted(STEADY, until=date(2027, 3, 31)).reached(150) == date(2027, 5, 16)
    assert counted(STEADY, until=date(2025, 12, 31)).reached(250) == date(2026, 8, 15)


def test_what_is_to_stay_few_is_told_at_the_deadline() -> None:
    assert counted(STEADY, better="lower").reached(400) == END
    assert counted(STEADY, better="lower").reached(399) is None
    assert counted(STEADY, better="lower", until=date(2025, 6, 30)).reached(200) == date(2026, 6, 30)


def test_yearly_values_are_what_their_year_added() -> None:
    told = years(100, 100, 100, 100)
    assert expected(course(told, measure=COUNT, until=date(2026, 12, 31))) == pytest.approx((100, 100, 100))


def test_a_deadline_nobody_can_see_to() -> None:
    far = counted(STEADY, until=date(2999, 1, 1))
    assert (far.expected(), far.reached(300)) == (None, None)


def test_a_part_of_a_whole_has_bounds() -> None:
    rising = {"2025Q4": 0.80, "2026Q1": 0.92, "2026Q2": 0.90, "2026Q3": 0.99}
    free, bounded = course(rising).expected(), course(rising, unit="%").expected()
    assert free is not None
    assert bounded is not None
    assert free.expected > 1
    assert (bounded.expected, bounded.high) == (1.0, 1.0)
    assert bounded.low == free.low
    assert [free.reaches(1.01), bounded.reaches(1.0), bounded.reaches(1.01)] == [None, None, False]
    falling = {code: 1 - value for code, value in rising.items()}
    least = course(falling, unit="%", better="lower").expected()
    assert least is not None
    assert (least.expected, least.low) == (0.0, 0.0)
    assert course(rising, unit="%").reached(1.2) is None


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"measure": "sum(a) / period_offset(sum(a), -1) - 1"}, (0.7, 0.8, 0.9, 1.0)),
        ({"style": "average"}, (0.7, 0.8, 0.9, 1.0)),
        ({}, (0.8, 0.9, 1.0, 1.1)),
    ],
)
def test_what_is_no_part_of_a_whole_has_none(facts: dict[str, str], told: tuple[float, ...]) -> None:
    """More was received than was due: it can be more still."""
    found = course(years(*told), unit="%", **facts).expected()  # type: ignore[arg-type] # texts only
    assert found is not None
    assert found.expected > 1.05


def test_nothing_is_left_to_expect() -> None:
    told = {"2025Q4": 0.80, "2026Q1": 0.83, "2026Q2": 0.86, "2026Q3": 0.89}
    passed = course(told, until=date(2026, 4, 30))
    assert isinstance(passed, Straight)
    assert (passed.is_over, passed.expected()) == (True, None)
    assert course(told, until=date(2026, 9, 30)).is_over
    assert not course(told).is_over
    assert not course({}).is_over
