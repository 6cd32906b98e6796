"""Facts of assignments as of a day, and the same statuses by SQL as by the rule."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import Tree, acting
from tests.modules.plans.task_rows import PLATFORM, PUBLISHED, HandedOut
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.facade import AssignmentFact, assignment_facts, overdue_assignments, plans_of
from xuezheng.modules.plans.models import Assignment, AssignmentStep, ProgressReport
from xuezheng.modules.plans.queries.facts import required_months
from xuezheng.modules.plans.queries.standing import standing
from xuezheng.modules.plans.status import Status, status_of

What = AssignmentStep.What


def moment(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 3, 0, tzinfo=UTC)


def stepped(assignment: Assignment, *steps: tuple[What, datetime]) -> None:
    with bound(PLATFORM):
        for what, taken_at in steps:
            AssignmentStep.objects.create(
                assignment=assignment,
                unit_path=assignment.unit_path,
                what=what,
                person_name="演示",
                unit_name="演示",
                taken_at=taken_at,
            )


def reported(assignment: Assignment, *months: str) -> None:
    with bound(PLATFORM):
        for month in months:
            ProgressReport.objects.create(
                assignment=assignment,
                unit_path=assignment.unit_path,
                month=month,
                text="进展",
                person_name="演示",
                reported_at=datetime(2026, int(month[5:]), 28, tzinfo=UTC),
            )


@pytest.mark.integration
@pytest.mark.django_db
def test_a_fact_tells_how_it_stood_on_that_day() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.counties[0], due_on=date(2026, 6, 30))
    (share,) = handed.assignments
    stepped(share, (What.SUBMITTED, moment(7, 5)), (What.RETURNED, moment(7, 10)), (What.SUBMITTED, moment(7, 20)))
    reported(share, "2026-04", "2026-06")
    with bound(PLATFORM):
        Assignment.objects.filter(id=share.id).update(submitted_at=moment(7, 20), returned_at=moment(7, 10))
    with bound(acting(tree.province)) as post:

        def told(as_of: date) -> AssignmentFact:
            (fact,) = assignment_facts(
                post, below="cn.41.4101.", begins=date(2026, 1, 1), ends=date(2026, 12, 31), as_of=as_of
            )
            return fact

        assert told(date(2026, 7, 30)) == AssignmentFact(
            id=share.id,
            task_id=handed.task.id,
            task_number="1",
            task_heading="建设同步课堂",
            plan_id=handed.plan.id,
            unit_id=tree.counties[0].id,
            unit_name="中原区教育局",
            unit_path=tree.counties[0].unit_path,
            role="support",
            due_on=date(2026, 6, 30),
            submitted_on=date(2026, 7, 20),
            accepted_on=None,
            returned_times=1,
            months_without_report=1,
            days_late=20,
        )
        early = told(date(2026, 7, 6))
        assert (early.submitted_on, early.returned_times, early.days_late) == (date(2026, 7, 5), 0, 5)
        between = told(date(2026, 7, 12))
        assert (between.submitted_on, between.returned_times, between.days_late) == (None, 1, 12)
        assert overdue_assignments(post, as_of=date(2026, 7, 12)) == [between]
        assert overdue_assignments(post, as_of=date(2026, 7, 6)) == []
        assert overdue_assignments(post, as_of=date(2026, 6, 30)) == []


@pytest.mark.integration
@pytest.mark.django_db
def test_only_what_was_open_or_due_in_the_period_is_told_and_only_from_below() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.counties[0], tree.counties[3], due_on=date(2026, 6, 30))
    done = handed.assign(
        tree.counties[1],
        submitted_at=moment(4, 1),
        accepted_at=moment(4, 2),
        due_on=date(2026, 4, 30),
    )
    with bound(acting(tree.province)) as post:

        def told(below: str, begins: date, ends: date) -> set[int]:
            return {fact.unit_id for fact in assignment_facts(post, below=below, begins=begins, ends=ends, as_of=ends)}

        whole = (date(2026, 4, 1), date(2026, 6, 30))
        assert told("", *whole) == {tree.counties[0].id, tree.counties[3].id, done.unit_id}
        assert told("cn.41.4101.", *whole) == {tree.counties[0].id, done.unit_id}
        assert told("cn.41.4101.", date(2026, 5, 1), date(2026, 6, 30)) == {tree.counties[0].id}
        assert told("", date(2025, 1, 1), date(2025, 12, 31)) == set()
    with bound(acting(tree.counties[0])) as county:
        assert {fact.unit_id for fact in overdue_assignments(county, as_of=date(2026, 8, 1))} == {tree.counties[0].id}


@pytest.mark.unit
@pytest.mark.parametrize(
    ("submitted_on", "day", "expected"),
    [
        (None, date(2026, 12, 1), ["2026-04", "2026-05", "2026-06"]),
        (None, date(2026, 6, 5), ["2026-04"]),
        (None, date(2026, 6, 6), ["2026-04", "2026-05"]),
        (date(2026, 5, 20), date(2026, 12, 1), ["2026-04"]),
    ],
)
def test_reports_are_asked_for_whole_months(submitted_on: date | None, day: date, expected: list[str]) -> None:
    found = required_months(
        PUBLISHED,
        due_on=date(2026, 6, 30),
        submitted_on=submitted_on,
        begins=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        day=day,
    )
    assert found == expected


@pytest.mark.integration
@pytest.mark.django_db
def test_sql_says_the_same_as_the_rule() -> None:
    tree = Tree()
    handed = HandedOut(tree)
    day = date(2026, 9, 1)
    for place, (due_in, submitted, accepted) in enumerate(
        (due_in, *ends)
        for due_in in (-400, -1, 0, 1, 14, 15, 16, 400)
        for ends in ((False, False), (True, False), (True, True))
    ):
        task = handed.add_task(str(place + 2), "任务")
        handed.assign(
            tree.counties[0],
            task,
            due_on=day + timedelta(days=due_in),
            submitted_at=PUBLISHED if submitted else None,
            accepted_at=PUBLISHED if accepted else None,
        )

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.integers(min_value=-20, max_value=20))
    def agree(later: int) -> None:
        that_day = day + timedelta(days=later)
        with bound(acting(tree.province)):
            stand = {
                row.id: status_of(
                    due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=that_day
                )
                for row in Assignment.objects.all()
            }
            for status in Status:
                found = Assignment.objects.filter(standing(status, day=that_day)).values_list("id", flat=True)
                assert set(found) == {row_id for row_id, stands in stand.items() if stands == status}

    agree()


@pytest.mark.integration
@pytest.mark.django_db
def test_plans_are_listed_by_year_and_unit() -> None:
    tree = Tree()
    newer, older = HandedOut(tree), HandedOut(tree, year=2025)
    with bound(acting(tree.schools[0])) as school:
        assert [plan.id for plan in plans_of(school)] == [newer.plan.id, older.plan.id]
        (found,) = plans_of(school, year=2025, unit_path="cn.41.")
        assert (found.id, found.state, found.unit_id) == (older.plan.id, "published", tree.province.id)
        assert plans_of(school, unit_path="cn.41.4101.") == []
