"""Counting in working days over the shipped holidays, make-up days, overrides and years not yet known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.kernel.calendar.days import Changed, Ground, TooManyDays, WorkCalendar, shipped_years
from xuezheng.kernel.clock import CHINA

pytestmark = pytest.mark.unit
HOUSE = WorkCalendar()
DAYS = st.dates(date(2004, 1, 1), date(2035, 12, 31))


def test_shipped_holidays_and_make_up_days() -> None:
    assert shipped_years()[0] == 2004
    grounds = [(HOUSE.facts(day).working, HOUSE.facts(day).ground) for day in (date(2018, 10, 1), date(2018, 9, 29))]
    assert grounds == [(False, Ground.HOLIDAY), (True, Ground.MAKE_UP)]
    assert HOUSE.facts(date(2018, 9, 30)).working


def test_years_beyond_know_only_weekends_and_say_so() -> None:
    beyond = date(shipped_years()[-1] + 1, 10, 1)
    facts = HOUSE.facts(beyond)
    assert (facts.provisional, facts.ground, facts.working) == (True, Ground.WEEK, beyond.weekday() < 5)


def test_overrides_decide() -> None:
    changed = {date(2018, 9, 1): Changed(working=True, name="开学", unit_path="cn.41.")}
    calendar = WorkCalendar(changed=changed)
    assert calendar.facts(date(2018, 9, 1)).ground == Ground.OVERRIDE
    assert (HOUSE.is_working(date(2018, 9, 1)), calendar.is_working(date(2018, 9, 1))) == (False, True)
    assert (HOUSE.add_working_days(date(2018, 8, 31), 1), calendar.add_working_days(date(2018, 8, 31), 1)) == (
        date(2018, 9, 3),
        date(2018, 9, 1),
    )


def test_a_deadline_over_the_national_holiday() -> None:
    begun = datetime(2018, 9, 30, 9, 0, tzinfo=CHINA)
    assert HOUSE.deadline(begun, working_days=2) == datetime(2018, 10, 10, 0, 0, tzinfo=CHINA)
    assert HOUSE.deadline(begun, hours=24) == datetime(2018, 10, 1, 9, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2018, 12, 28), 1, date(2018, 12, 29)),  # a Saturday worked for the Monday before New Year
        (date(2018, 12, 28), 2, date(2019, 1, 2)),
        (date(2019, 1, 2), -2, date(2018, 12, 28)),
        (date(2018, 12, 31), 0, date(2019, 1, 2)),
        (date(2019, 2, 1), 3, date(2019, 2, 11)),  # Spring Festival, with two days worked before it
        (date(2020, 2, 28), 1, date(2020, 3, 2)),  # a leap year's Saturday
    ],
)
def test_counting_across_years_and_festivals(day: date, count: int, expected: date) -> None:
    assert HOUSE.add_working_days(day, count) == expected


def test_the_day_is_the_one_in_china() -> None:
    late_in_london = datetime(2018, 8, 2, 17, 0, tzinfo=UTC)
    assert HOUSE.deadline(late_in_london, working_days=1) == datetime(2018, 8, 7, 0, 0, tzinfo=CHINA)


def test_what_is_no_deadline() -> None:
    with pytest.raises(ValueError, match="in working days or in hours"):
        HOUSE.deadline(datetime(2018, 1, 1, tzinfo=CHINA))
    with pytest.raises(TooManyDays):
        HOUSE.add_working_days(date(2018, 1, 1), 100_000)


@given(DAYS, st.integers(1, 60))
def test_going_there_and_back(day: date, count: int) -> None:
    start = HOUSE.add_working_days(day, 0)
    there = HOUSE.add_working_days(start, count)
    assert HOUSE.is_working(there)
    assert HOUSE.add_working_days(there, -count) == start
    assert HOUSE.working_days_between(start, there) == count
    assert HOUSE.working_days_between(there, start) == -count


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_counting_adds_up(day: date, first: int, second: int) -> None:
    start = HOUSE.add_working_days(day, 0)
    halfway = HOUSE.add_working_days(start, first)
    assert HOUSE.add_working_days(halfway, second) == HOUSE.add_working_days(start, first + second)


@given(DAYS)
def test_zero_stays_or_goes_to_the_next_working_day(day: date) -> None:
    found = HOUSE.add_working_days(day, 0)
    between = [day + timedelta(days=ahead) for ahead in range((found - day).days)]
    assert (HOUSE.is_working(found), any(HOUSE.is_working(one) for one in between)) == (True, False)
