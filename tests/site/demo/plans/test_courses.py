"""Courses of tasks: in order, never after the day they are drawn for, with something to judge by before each submission."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.courses import Course, course_of
from xuezheng.site.demo.plans.moments import Calendar, moment_on

pytestmark = pytest.mark.unit
HANDED_OUT = date(2026, 2, 27)
COURSES = catalogue("lives")["courses"]


def _course(name: str, *, due_on: date, day: date, every: int = 1, seed: int = 1) -> Course:
    return course_of(COURSES[name], handed_out=HANDED_OUT, due_on=due_on, day=day, every=every, draw=Random(seed))


@given(
    name=st.sampled_from(sorted(COURSES)),
    due=st.integers(40, 310),
    passed=st.integers(1, 420),
    every=st.integers(1, 4),
    seed=st.integers(0, 999),
)
def test_steps_follow_each_other_and_have_come(name: str, due: int, passed: int, every: int, seed: int) -> None:
    day = HANDED_OUT + timedelta(days=passed)
    course = _course(name, due_on=HANDED_OUT + timedelta(days=due), day=day, every=every, seed=seed)
    days = [step.on for step in course.steps]

    assert days == sorted(set(days))
    assert all(HANDED_OUT < on < day for on in [*days, *(report.on for report in course.reports)])
    assert len({report.month for report in course.reports}) == len(course.reports)
    assert course.accepted_on is None or course.submitted_on is not None
    first = next((step.on for step in course.steps if step.what == "submit"), None)
    assert first is None or any(report.on < first for report in course.reports)


def test_what_comes_of_each_course_after_its_deadline() -> None:
    due_on, day = date(2026, 6, 30), date(2026, 11, 26)
    courses = {name: _course(name, due_on=due_on, day=day) for name in COURSES}

    assert {name for name, course in courses.items() if course.accepted_on} == {"prompt", "late", "mended", "prolonged"}
    waiting = {name for name, course in courses.items() if course.submitted_on and not course.accepted_on}
    assert waiting == {"waiting", "disputed"}
    assert courses["extended"].due_on == date(2026, 7, 30)
    assert courses["late"].submitted_on is not None
    assert courses["late"].submitted_on > due_on


def test_before_its_day_nothing_is_late() -> None:
    course = _course("late", due_on=date(2026, 12, 31), day=date(2026, 11, 26))

    assert course.steps == ()


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 11, 26), 2026), (date(2027, 2, 3), 2026), (date(2027, 5, 31), 2026), (date(2027, 6, 2), 2027)],
)
def test_the_year_told_is_the_one_with_a_story(day: date, year: int) -> None:
    assert Calendar(at=moment_on(day)).year == year
