"""How assignments and tasks stand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.modules.plans.status import Counts, Reached, Status, counts_of, days_late, status_of, task_status

pytestmark = pytest.mark.unit
DAY = date(2026, 9, 1)
MOMENT = datetime(2026, 8, 1, tzinfo=UTC)
S = Status


@pytest.mark.parametrize(
    ("due_in", "submitted", "accepted", "expected"),
    [
        (-1, False, False, S.OVERDUE),
        (0, False, False, S.DUE_SOON),
        (15, False, False, S.DUE_SOON),
        (16, False, False, S.ON_COURSE),
        (16, True, False, S.WAITING),
        (-30, True, False, S.WAITING),
        (-30, True, True, S.DONE),
    ],
)
def test_an_assignment_stands_by_its_dates(due_in: int, submitted: bool, accepted: bool, expected: Status) -> None:
    due_on = DAY + timedelta(days=due_in)
    found = status_of(
        due_on=due_on, submitted_at=MOMENT if submitted else None, accepted_at=MOMENT if accepted else None, day=DAY
    )
    assert found == expected


LATER, SOON, PAST = DAY + timedelta(days=60), DAY + timedelta(days=3), DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("counts", "milestones", "due_on", "expected"),
    [
        (Counts(done=2), [], PAST, S.DONE),
        (Counts(done=2), [Reached(due_on=PAST, reached_on=PAST)], PAST, S.DONE),
        (Counts(done=2), [Reached(due_on=PAST, reached_on=None)], LATER, S.OVERDUE),
        (Counts(done=2), [Reached(due_on=SOON, reached_on=None)], LATER, S.DUE_SOON),
        (Counts(done=2), [Reached(due_on=None, reached_on=None)], LATER, S.ON_COURSE),
        (Counts(done=9, overdue=1), [], LATER, S.OVERDUE),
        (Counts(done=1, waiting=1), [], PAST, S.WAITING),
        (Counts(waiting=1, on_course=1), [], LATER, S.ON_COURSE),
        (Counts(on_course=1), [], PAST, S.OVERDUE),
        (Counts(due_soon=1), [], LATER, S.DUE_SOON),
        (Counts(on_course=1), [], SOON, S.DUE_SOON),
        (Counts(), [], LATER, S.ON_COURSE),
        (Counts(), [], PAST, S.OVERDUE),
    ],
)
def test_a_task_stands_by_its_units_and_milestones(
    counts: Counts, milestones: list[Reached], due_on: date, expected: Status
) -> None:
    assert task_status(counts, milestones, due_on=due_on, day=DAY) == expected


@given(st.lists(st.sampled_from(list(Status))))
def test_counts_lose_nothing(statuses: list[Status]) -> None:
    counts = counts_of(statuses)
    assert counts.total == len(statuses)
    assert [counts.of(status) for status in Status] == [statuses.count(status) for status in Status]
    assert (counts + counts).total == 2 * len(statuses)


@pytest.mark.parametrize(("submitted_in", "late"), [(-3, 0), (0, 0), (4, 4), (None, 10)])
def test_days_late_count_to_the_submission_or_the_day(submitted_in: int | None, late: int) -> None:
    due_on = DAY - timedelta(days=10)
    submitted_on = None if submitted_in is None else due_on + timedelta(days=submitted_in)
    assert days_late(due_on=due_on, submitted_on=submitted_on, day=DAY) == late
