"""A unit's share in a task on its way: reported, submitted, withdrawn, returned, accepted, opened again, given more time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import Tree, acting
from tests.modules.plans.task_rows import (
    AT,
    DUE,
    PLATFORM,
    HandedOut,
    acts,
    announced,
    attached,
    fresh,
    heard,
    inbox_of,
    last_entry,
    messages_of,
    steps_of,
)
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions import assignments as acts_on
from xuezheng.modules.plans.models import Assignment, Plan, ProgressReport

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class Case:
    """A county with its share, its reporter, and an officer of the office that leads the task."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.handed = HandedOut(self.tree, self.tree.counties[0])
        (self.share,) = self.handed.assignments
        self.county = acting(self.tree.counties[0])
        self.lead = acting(self.tree.office, role="officer")

    @property
    def key(self) -> dict[str, Any]:
        return {"assignment_id": self.share.id, "version": fresh(self.share).version}

    def report(
        self, month: str = "2026-09", text: str = "已建成三间教室", at: datetime = AT, **more: Any
    ) -> ProgressReport:
        with bound(self.county):
            return acts_on.report_progress(
                post=self.county, assignment_id=self.share.id, month=month, text=text, at=at, **more
            )

    def submit(self, **more: Any) -> Assignment:
        with bound(self.county):
            return acts_on.submit_assignment(post=self.county, at=AT, **{**self.key, **more})

    def submitted(self) -> "Case":
        self.report()
        self.submit()
        return self

    def accepted(self) -> "Case":
        self.submitted()
        with bound(self.lead):
            acts_on.accept_assignment(post=self.lead, at=AT, **self.key)
        return self


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_month_is_reported_once_and_written_anew_while_its_time_runs(case: Case) -> None:
    first = case.report()
    assert fresh(case.share).reported_at == AT
    assert last_entry() == ("plans.report_progress", "1. 建设同步课堂 · 中原区教育局", case.county.unit_path)
    with pytest.raises(VersionIsStale, match="has reported on 2026-09 in the meantime") as stale:
        case.report(text="别的")
    assert stale.value.field == "text"
    again = case.report(text="已建成五间教室", at=AT + timedelta(days=30), version=first.version)
    assert (again.id, again.text, again.version) == (first.id, "已建成五间教室", 2)
    with bound(PLATFORM):
        assert ProgressReport.objects.count() == 1
    assert announced() == [("plans.ProgressReported", case.county.unit_path)] * 2


def test_the_last_month_can_be_reported_in_the_first_days_of_the_next(case: Case) -> None:
    assert case.report("2026-08", at=datetime(2026, 9, 5, 15, 59, tzinfo=UTC)).month == "2026-08"


@pytest.mark.parametrize(
    ("month", "at", "sentence"),
    [
        ("2026-9", AT, "“2026-9” is no month. Write it as 2026-03."),
        ("2026-13", AT, "“2026-13” is no month. Write it as 2026-03."),
        ("2026-10", AT, "2026-10 has not begun. The latest month to report on is 2026-09."),
        ("2026-02", AT, "The task was handed out on 2026-03-02, after 2026-02."),
        (
            "2026-08",
            datetime(2026, 9, 5, 16, 0, tzinfo=UTC),
            "The progress of 2026-08 could be reported until 2026-09-05. Report it together with 2026-09.",
        ),
        (
            "2026-07",
            AT,
            "The progress of 2026-07 could be reported until 2026-08-05. Report it together with 2026-08.",
        ),
    ],
)
def test_a_month_too_early_or_too_late_is_refused(case: Case, month: str, at: datetime, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        case.report(month, at=at)
    assert (str(refusal.value), refusal.value.field) == (sentence, "month")
    assert acts() == []


def test_an_empty_report_and_one_on_a_submitted_task_are_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="The report is empty"):
        case.report(text="  ")
    with pytest.raises(Refusal, match="has 2001 characters; at most 2000 fit"):
        case.report(text="长" * 2001)
    case.submitted()
    with pytest.raises(Conflict, match="Withdraw the submission to write more"):
        case.report("2026-08")


def test_what_was_reported_is_submitted(case: Case) -> None:
    inbox_opened(case)
    case.report()
    row = case.submit(statement=" 全部建成 ")
    assert (row.submitted_at, row.submitted_by, row.version) == (AT, case.county.person_id, 2)
    assert steps_of(case.share) == [("submitted", "全部建成", "中原区教育局")]
    assert last_entry()[0] == "plans.submit_assignment"
    assert heard("plans.AssignmentSubmitted") == [case.county.unit_path]
    assert inbox_of(case.tree.counties[0]) == []


def inbox_opened(case: Case) -> None:
    """As publication does it."""
    from xuezheng.modules.plans.todos import open_task_todos  # the to-do is this test's ground, not what it tests

    with bound(PLATFORM):
        open_task_todos(Assignment.objects.select_related("task", "plan").filter(id=case.share.id), at=AT)
    assert inbox_of(case.tree.counties[0]) == ["Task 1: 建设同步课堂"]


def test_a_submission_needs_something_to_judge_by(case: Case) -> None:
    with pytest.raises(Refusal, match="Nothing was reported on this task yet") as nothing:
        case.submit()
    assert nothing.value.field == "statement"
    with pytest.raises(Refusal, match="A statement alone cannot be judged"):
        case.submit(statement="已完成")
    with pytest.raises(Refusal, match="has 501 characters; at most 500 fit"):
        case.submit(statement="长" * 501)
    attached(case.share)
    assert case.submit(statement="已完成").submitted_at == AT
    with pytest.raises(Conflict, match="submitted already and waits"):
        case.submit()


def test_a_submission_is_withdrawn_before_the_decision(case: Case) -> None:
    case.submitted()
    with bound(case.county):
        acts_on.withdraw_submission(post=case.county, at=AT, **case.key)
    row = fresh(case.share)
    assert (row.submitted_at, row.submitted_by) == (None, None)
    assert [what for what, *_rest in steps_of(case.share)] == ["submitted", "withdrawn"]
    assert heard("plans.SubmissionWithdrawn") == [case.county.unit_path]
    assert inbox_of(case.tree.counties[0]) == ["Task 1: 建设同步课堂"]
    with bound(case.county), pytest.raises(Conflict, match="There is no submission to take back"):
        acts_on.withdraw_submission(post=case.county, at=AT, **case.key)


def test_the_lead_office_accepts(case: Case) -> None:
    case.submitted()
    with bound(case.lead):
        acts_on.accept_assignment(post=case.lead, words="很好", at=AT, **case.key)
    row = fresh(case.share)
    assert (row.accepted_at, row.version) == (AT, 3)
    assert steps_of(case.share)[-1] == ("accepted", "很好", "科技处")
    assert last_entry() == ("plans.accept_assignment", "1. 建设同步课堂 · 中原区教育局", case.county.unit_path)
    assert heard("plans.AssignmentAccepted") == [case.county.unit_path]
    assert messages_of(case.tree.counties[0]) == ["Accepted, task 1: 建设同步课堂"]
    with bound(case.lead), pytest.raises(Conflict, match="accepted already"):
        acts_on.accept_assignment(post=case.lead, at=AT, **case.key)


def test_nothing_is_accepted_that_was_not_submitted(case: Case) -> None:
    with bound(case.lead), pytest.raises(Conflict, match="中原区教育局 has not submitted this task"):
        acts_on.accept_assignment(post=case.lead, at=AT, **case.key)


def test_it_is_returned_with_the_reason(case: Case) -> None:
    case.submitted()
    with bound(case.lead):
        with pytest.raises(Refusal, match="Say what is missing or wrong") as refusal:
            acts_on.return_assignment(post=case.lead, reason=" ", at=AT, **case.key)
        assert refusal.value.field == "reason"
        acts_on.return_assignment(post=case.lead, reason="缺照片", at=AT, **case.key)
    row = fresh(case.share)
    assert (row.submitted_at, row.submitted_by, row.returned_at, row.return_reason) == (None, None, AT, "缺照片")
    assert steps_of(case.share)[-1] == ("returned", "缺照片", "科技处")
    assert heard("plans.AssignmentReturned") == [case.county.unit_path]
    assert inbox_of(case.tree.counties[0]) == ["Returned, task 1: 建设同步课堂. 缺照片"]
    assert messages_of(case.tree.counties[0]) == ["Returned, task 1: 建设同步课堂. 缺照片"]


def test_what_was_accepted_is_opened_again_with_a_reason(case: Case) -> None:
    case.accepted()
    with bound(case.lead):
        with pytest.raises(Refusal, match="Say why the task is opened again"):
            acts_on.reopen_assignment(post=case.lead, reason="", at=AT, **case.key)
        acts_on.reopen_assignment(post=case.lead, reason="复查未通过", at=AT, **case.key)
    row = fresh(case.share)
    assert (row.submitted_at, row.accepted_at, row.version) == (None, None, 4)
    assert steps_of(case.share)[-1] == ("reopened", "复查未通过", "科技处")
    assert heard("plans.AssignmentReopened") == [case.county.unit_path]
    assert inbox_of(case.tree.counties[0]) == ["Opened again, task 1: 建设同步课堂. 复查未通过"]
    with bound(case.lead), pytest.raises(Conflict, match="nothing to open again"):
        acts_on.reopen_assignment(post=case.lead, reason="再次", at=AT, **case.key)


def test_a_unit_gets_more_time(case: Case) -> None:
    later = DUE + timedelta(days=10)
    with bound(case.lead):
        with pytest.raises(Refusal, match="More time means a later day") as refusal:
            acts_on.extend_assignment(post=case.lead, due_on=DUE, reason="汛情", at=AT, **case.key)
        assert refusal.value.field == "due_on"
        with pytest.raises(Refusal, match="Say why more time is given"):
            acts_on.extend_assignment(post=case.lead, due_on=later, reason="", at=AT, **case.key)
        acts_on.extend_assignment(post=case.lead, due_on=later, reason="汛情", at=AT, **case.key)
    assert fresh(case.share).due_on == later
    assert steps_of(case.share) == [("extended", "2026-12-10 汛情", "科技处")]
    assert announced() == [("plans.DeadlineExtended", case.county.unit_path)]
    assert last_entry()[0] == "plans.extend_assignment"


def test_a_task_gets_more_time_for_all_that_still_have_it_to_do(case: Case) -> None:
    later = DUE + timedelta(days=10)
    longer = case.handed.assign(case.tree.counties[1], due_on=later + timedelta(days=1))
    done = case.handed.assign(case.tree.counties[2], submitted_at=AT, accepted_at=AT)
    with bound(case.lead):
        acts_on.extend_task(post=case.lead, task_id=case.handed.task.id, version=1, due_on=later, reason="汛情", at=AT)
    assert [fresh(row).due_on for row in (case.share, longer, done)] == [later, later + timedelta(days=1), DUE]
    assert last_entry() == ("plans.extend_task", "1. 建设同步课堂", "cn.41.")
    assert announced() == [("plans.DeadlineExtended", "cn.41.")]
    with bound(case.lead), pytest.raises(VersionIsStale):
        acts_on.extend_task(
            post=case.lead, task_id=case.handed.task.id, version=1, due_on=date(2027, 1, 1), reason="再延", at=AT
        )


Decide = Callable[[Case, ActingPost], object]
DECISIONS: list[tuple[str, Decide]] = [
    ("accept", lambda case, post: acts_on.accept_assignment(post=post, at=AT, **case.key)),
    ("return", lambda case, post: acts_on.return_assignment(post=post, reason="否", at=AT, **case.key)),
    ("reopen", lambda case, post: acts_on.reopen_assignment(post=post, reason="否", at=AT, **case.key)),
    (
        "extend",
        lambda case, post: acts_on.extend_assignment(
            post=post, due_on=DUE + timedelta(days=1), reason="是", at=AT, **case.key
        ),
    ),
]


@pytest.mark.parametrize("decide", [decide for _name, decide in DECISIONS], ids=[name for name, _decide in DECISIONS])
def test_only_the_lead_office_and_overseers_of_the_issuer_decide(case: Case, decide: Decide) -> None:
    case.submitted()
    tree = case.tree
    other_office = acting(tree.province, role="officer")
    for post in (other_office, acting(tree.cities[0]), case.county, acting(tree.province, role="analyst")):
        with bound(post), pytest.raises(NotAllowed, match=r"The office that leads the task decides about it|submitted"):
            decide(case, post)
    foreign = acting(tree.counties[2])
    with bound(foreign), pytest.raises(NotFound):
        decide(case, foreign)
    assert acts() == ["plans.report_progress", "plans.submit_assignment"]
    if decide is not DECISIONS[2][1]:
        overseer = acting(tree.province)
        with bound(overseer):
            decide(case, overseer)


def test_nobody_accepts_the_own_submission() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.office)
    (share,) = handed.assignments
    own = acting(tree.office, role="officer")
    with bound(own):
        acts_on.report_progress(post=own, assignment_id=share.id, month="2026-09", text="完成", at=AT)
        acts_on.submit_assignment(post=own, assignment_id=share.id, version=1, at=AT)
        with pytest.raises(NotAllowed, match="You or your own office submitted this"):
            acts_on.accept_assignment(post=own, assignment_id=share.id, version=2, at=AT)
    with bound(PLATFORM):
        overseer = acting(tree.province)
        Assignment.objects.filter(id=share.id).update(submitted_by=overseer.person_id)
    with bound(overseer), pytest.raises(NotAllowed, match="You or your own office submitted this"):
        acts_on.accept_assignment(post=overseer, assignment_id=share.id, version=2, at=AT)
    with bound(acting(tree.province)) as another:
        assert acts_on.accept_assignment(post=another, assignment_id=share.id, version=2, at=AT).accepted_at == AT


SPEAK: list[tuple[str, Decide]] = [
    (
        "report",
        lambda case, post: acts_on.report_progress(
            post=post, assignment_id=case.share.id, month="2026-09", text="是", at=AT
        ),
    ),
    ("submit", lambda case, post: acts_on.submit_assignment(post=post, at=AT, **case.key)),
    ("withdraw", lambda case, post: acts_on.withdraw_submission(post=post, at=AT, **case.key)),
]


@pytest.mark.parametrize("speak", [speak for _name, speak in SPEAK], ids=[name for name, _speak in SPEAK])
def test_only_the_unit_speaks_for_itself(case: Case, speak: Decide) -> None:
    for post in (case.lead, acting(case.tree.cities[0]), acting(case.tree.counties[0], role="analyst")):
        with bound(post), pytest.raises(NotAllowed, match="Only posts of 中原区教育局 that may report speak for it"):
            speak(case, post)
    foreign = acting(case.tree.counties[2])
    with bound(foreign), pytest.raises(NotFound):
        speak(case, foreign)
    assert (acts(), announced()) == ([], [])


ALL: list[tuple[str, Decide]] = [*DECISIONS, *SPEAK[1:]]


@pytest.mark.parametrize("act", [act for _name, act in ALL], ids=[name for name, _act in ALL])
def test_a_stale_version_is_refused(case: Case, act: Decide) -> None:
    case.submitted()
    stale = case.key
    with bound(PLATFORM):
        Assignment.objects.filter(id=case.share.id).update(version=9)

    class Stale:
        key, share = stale, case.share

    post = case.lead if (act in [decide for _name, decide in DECISIONS]) else case.county
    with (
        bound(post),
        pytest.raises(VersionIsStale, match="Somebody changed the state of “建设同步课堂” at 中原区教育局"),
    ):
        act(Stale(), post)  # type: ignore[arg-type] # only the key and the share are read


@pytest.mark.parametrize("act", [act for _name, act in ALL], ids=[name for name, _act in ALL])
def test_a_closed_plan_stays_as_it_was(case: Case, act: Decide) -> None:
    case.submitted()
    with bound(PLATFORM):
        Plan.objects.filter(id=case.handed.plan.id).update(closed_at=AT)
    post = case.lead if (act in [decide for _name, decide in DECISIONS]) else case.county
    with bound(post), pytest.raises(Conflict, match="is closed, and its tasks stay as they were"):
        act(case, post)


def test_what_does_not_exist_is_not_found(case: Case) -> None:
    with bound(case.lead), pytest.raises(NotFound):
        acts_on.accept_assignment(post=case.lead, assignment_id=uuid4(), version=1, at=AT)
