"""Reminders, monthly to-dos and escalation, day by day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import Tree, acting
from tests.modules.plans.task_rows import PLATFORM, HandedOut, inbox_of, messages_of
from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.registry import jobs
from xuezheng.kernel.outbox.work import Work
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions.assignments import report_progress
from xuezheng.modules.plans.actions.reminding import ask_for_reports, escalate_overdue, remind_of_deadlines
from xuezheng.modules.plans.background import remind_units
from xuezheng.modules.plans.models import Assignment, Plan

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
DUE = date(2026, 6, 30)


def morning(day: date) -> datetime:
    """20 past 6 in China."""
    return datetime(day.year, day.month, day.day, 22, 20, tzinfo=UTC) - timedelta(days=1)


def run(act: Callable[..., int], day: date) -> int:
    with bound(PLATFORM):
        return act(post=PLATFORM, at=morning(day))


def test_a_unit_is_reminded_on_the_days_of_the_catalogue_once_each() -> None:
    tree = Tree()
    HandedOut(tree, tree.counties[0], due_on=DUE)
    sent = {}
    for ahead in range(17, -3, -1):
        day = DUE - timedelta(days=ahead)
        sent[ahead] = [run(remind_of_deadlines, day), run(remind_of_deadlines, day)]
    assert {ahead: numbers for ahead, numbers in sent.items() if numbers != [0, 0]} == {
        15: [1, 0],
        3: [1, 0],
        0: [1, 0],
    }
    assert messages_of(tree.counties[0]) == ["Task 1 is due on 2026-06-30: 建设同步课堂"] * 3


def test_a_missed_day_is_made_up_for_once() -> None:
    tree = Tree()
    HandedOut(tree, tree.counties[0], due_on=DUE)
    assert run(remind_of_deadlines, DUE - timedelta(days=9)) == 1
    assert run(remind_of_deadlines, DUE - timedelta(days=4)) == 0
    assert run(remind_of_deadlines, DUE - timedelta(days=2)) == 1


def test_all_tasks_of_a_day_make_one_message_and_what_is_submitted_none() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.counties[0], tree.counties[1], due_on=DUE)
    handed.assign(tree.counties[0], handed.add_task("2", "另一项", due_on=DUE))
    with bound(PLATFORM):
        Assignment.objects.filter(unit=tree.counties[1]).update(submitted_at=morning(DUE))
    assert run(remind_of_deadlines, DUE) == 1
    assert messages_of(tree.counties[0]) == ["2 tasks of “2026年教育信息化工作要点” are due on 2026-06-30"]
    assert messages_of(tree.counties[1]) == []


def test_more_time_makes_new_reminders() -> None:
    tree = Tree()
    HandedOut(tree, tree.counties[0], due_on=DUE)
    assert run(remind_of_deadlines, DUE) == 1
    with bound(PLATFORM):
        Assignment.objects.update(due_on=DUE + timedelta(days=10))
    assert run(remind_of_deadlines, DUE) == 1


def test_reports_are_asked_for_in_the_first_days_of_the_next_month() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.counties[0], due_on=DUE)
    second = handed.assign(tree.counties[0], handed.add_task("2", "另一项", due_on=DUE))
    handed.assign(tree.counties[1], handed.add_task("3", "新的", due_on=DUE), assigned_at=morning(date(2026, 4, 9)))
    county = tree.counties[0]
    assert run(ask_for_reports, date(2026, 4, 30)) == 0
    assert run(ask_for_reports, date(2026, 5, 1)) == 1
    assert inbox_of(county) == ["Report the progress of 2026-04 on 2 tasks of “2026年教育信息化工作要点”"]
    assert inbox_of(tree.counties[1]) == []
    with bound(acting(county)) as post:
        for row in (handed.assignments[0], second):
            assert len(inbox_of(county)) == 1
            at = morning(date(2026, 5, 2))
            report_progress(post=post, assignment_id=row.id, month="2026-04", text="完成", at=at)
    assert inbox_of(county) == []
    assert run(ask_for_reports, date(2026, 5, 5)) == 0


def test_what_can_no_longer_be_reported_is_no_longer_asked_for() -> None:
    tree = Tree()
    HandedOut(tree, tree.counties[0], due_on=DUE)
    assert run(ask_for_reports, date(2026, 5, 5)) == 1
    assert len(inbox_of(tree.counties[0])) == 1
    assert run(ask_for_reports, date(2026, 5, 6)) == 0
    assert inbox_of(tree.counties[0]) == []


def told(*units: Unit) -> list[int]:
    return [len(messages_of(unit)) for unit in units]


def test_what_is_overdue_climbs_the_tree_step_by_step() -> None:
    tree = Tree()
    school, county, city, province = tree.schools[0], tree.counties[0], tree.cities[0], tree.province
    HandedOut(tree, school, due_on=DUE)
    seen = {}
    for late in range(33):
        run(escalate_overdue, DUE + timedelta(days=late))
        seen[late] = told(school, county, city, province, tree.ministry)
    assert {late: seen[late] for late in (0, 1, 9, 10, 29, 30, 32)} == {
        0: [0, 0, 0, 0, 0],
        1: [0, 1, 0, 0, 0],
        9: [0, 1, 0, 0, 0],
        10: [0, 1, 1, 0, 0],
        29: [0, 1, 1, 0, 0],
        30: [0, 1, 1, 1, 0],
        32: [0, 1, 1, 1, 0],
    }
    assert messages_of(city) == ["One unit is overdue (days: 10 or more) with task 1: 建设同步课堂"]


def test_it_never_climbs_above_who_issued_the_plan_and_counts_all_units_in_one_message() -> None:
    tree = Tree()
    HandedOut(tree, *tree.counties, tree.office, due_on=DUE)
    run(escalate_overdue, DUE + timedelta(days=31))
    assert told(*tree.counties, *tree.cities, tree.province, tree.ministry, tree.office) == [0, 0, 0, 0, 1, 1, 1, 0, 0]
    assert messages_of(tree.cities[0]) == ["2 units are overdue (days: 1 or more) with task 1: 建设同步课堂"]
    assert messages_of(tree.province) == ["5 units are overdue (days: 30 or more) with task 1: 建设同步课堂"]


@pytest.mark.parametrize("state", ["superseded_at", "closed_at"])
def test_a_plan_that_is_over_is_quiet(state: str) -> None:
    tree = Tree()
    HandedOut(tree, tree.counties[0], due_on=DUE)
    with bound(PLATFORM):
        Plan.objects.update(**{state: timezone.now()})
    assert [run(remind_of_deadlines, DUE), run(escalate_overdue, DUE + timedelta(days=40))] == [0, 0]
    assert run(ask_for_reports, date(2026, 5, 2)) == 0


@pytest.mark.parametrize("act", [remind_of_deadlines, ask_for_reports, escalate_overdue])
def test_nobody_sends_them_by_hand(act: Callable[..., int]) -> None:
    tree = Tree()
    post: ActingPost = acting(tree.ministry)
    with bound(post), pytest.raises(NotAllowed):
        act(post=post, at=morning(DUE))


def test_the_job_does_all_three_and_the_journal_says_so() -> None:
    tree = Tree()
    HandedOut(tree, tree.counties[0], due_on=today(timezone.now()) - timedelta(days=40))
    assert jobs()["plans.remind_units"].cron == "20 22 * * *"
    remind_units.function(Work(job_id=1, identity={"system": "outbox"}))
    with bound(PLATFORM):
        acts = list(Entry.objects.filter(act__startswith="plans.").values_list("act", flat=True))
    assert acts == ["plans.escalate_overdue"]
