"""Accepting many at once, after stating how many are covered."""

import sys
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.plans.task_rows import AT, PLATFORM, HandedOut, acts, attached, heard, messages_of, steps_of
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.assignments.accept_many import Acceptance, accept_many
from xuezheng.modules.plans.models import Assignment, ProgressReport
from xuezheng.modules.plans.queries.acceptance import Coverage, WaitingTask, acceptable, coverage, waiting_by_task

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class Submitted:
    """Eight schools submitted: six with evidence (one of them at a report), one without; the office itself submitted too."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.handed = HandedOut(self.tree, *self.tree.schools, self.tree.office)
        self.task = self.handed.task
        with bound(PLATFORM):
            Assignment.objects.all().update(submitted_at=AT)
            Assignment.objects.filter(unit=self.tree.schools[7]).update(submitted_at=None)
        for row in self.handed.assignments[:5]:
            attached(row)
        with bound(PLATFORM):
            report = ProgressReport.objects.create(
                assignment=self.handed.assignments[5],
                unit_path=self.handed.assignments[5].unit_path,
                month="2026-08",
                text="进展",
                person_name="演示",
                reported_at=AT,
            )
        attached(self.handed.assignments[5], kind="plans.progress_report", key=report.id)
        self.lead = acting(self.tree.office, role="officer")

    def accepted(self) -> list[bool]:
        with bound(PLATFORM):
            rows = {row.id: row.accepted_at == AT for row in Assignment.objects.all()}
        return [rows[row.id] for row in self.handed.assignments]


def accept(post: ActingPost, given: Submitted, **more: object) -> Acceptance:
    with bound(post):
        return accept_many(post=post, at=AT, **{"task_id": given.task.id, "expected": 6, **more})  # type: ignore[arg-type] # given by the tests


def test_what_is_covered_is_stated_and_accepted() -> None:
    given = Submitted()
    with bound(given.lead):
        covered = coverage(given.lead, task_id=given.task.id)
        assert covered == Coverage(waiting=8, acceptable=6, without_evidence=1, own=1)
        assert covered.sentence == "Accepts 6 of 8: 1 has no evidence, 1 is your own"
        (waiting,) = waiting_by_task(given.lead)
        assert waiting == WaitingTask(
            task_id=given.task.id, plan_id=given.handed.plan.id, number="1", heading="建设同步课堂", count=7
        )
    assert accept(given.lead, given, words="合格") == Acceptance(count=6, run_id=None)
    assert given.accepted() == [True] * 6 + [False] * 3
    assert steps_of(given.handed.assignments[0]) == [("accepted", "合格", "科技处")]
    assert acts() == ["plans.accept_assignment"] * 6
    assert heard("plans.AssignmentsAccepted") == ["cn.41."]
    assert messages_of(given.tree.schools[0]) == ["Accepted, task 1: 建设同步课堂"]
    with bound(given.lead), pytest.raises(Refusal, match=r"There is nothing to accept at once here\. Accepts 0 of 2"):
        accept_many(post=given.lead, task_id=given.task.id, expected=0, at=AT)


def test_only_what_lies_below_a_place_is_accepted() -> None:
    given = Submitted()
    below = given.tree.counties[0].unit_path
    assert accept(given.lead, given, expected=2, below=below).count == 2
    assert given.accepted() == [True] * 2 + [False] * 7


def test_another_number_than_was_shown_does_nothing() -> None:
    given = Submitted()
    with pytest.raises(Conflict, match="The number has changed: Accepts 6 of 8"):
        accept(given.lead, given, expected=7)
    assert not any(given.accepted())


def test_who_does_not_lead_is_refused() -> None:
    given = Submitted()
    for post in (acting(given.tree.province, role="officer"), acting(given.tree.cities[0])):
        with pytest.raises(NotAllowed):
            accept(post, given)
    with bound(acting(given.tree.province, role="officer")) as post:
        assert waiting_by_task(post) == []
        assert coverage(post, task_id=given.task.id).own == 8


def test_many_go_into_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Submitted()
    for name, number in (("AT_ONCE", 3), ("PORTION", 4)):
        monkeypatch.setattr(sys.modules[accept_many.__module__], name, number)
    started = accept(given.lead, given)
    assert (started.count, any(given.accepted())) == (6, False)
    with bound(PLATFORM):
        run = JobRun.objects.get(id=started.run_id or "")
    assert run_pending() == ["plans.accept_many"]
    with bound(PLATFORM):
        rows = Assignment.objects.filter(accepted_at__isnull=False)
        assert rows.count() == 6
        run.refresh_from_db()
    assert run.result == {"task": str(given.task.id), "accepted": 6}
    assert len(heard("plans.AssignmentsAccepted")) == 2


def test_what_somebody_accepts_while_a_portion_is_taken_ends_nothing_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a full portion one is gone once it is locked: the work goes on with the next portion all the same."""
    given = Submitted()
    module = sys.modules[accept_many.__module__]
    for name, number in (("AT_ONCE", 3), ("PORTION", 3)):
        monkeypatch.setattr(module, name, number)
    accept(given.lead, given)
    first, real = min(row.id for row in given.handed.assignments[:6]), acceptable
    asked: list[str] = []

    def taken_meanwhile(post: ActingPost, **named: Any) -> Any:
        """The first time with one that is accepted between the choice and the lock."""
        rows = real(post, **named)
        asked.append(str(post.unit_id))
        if len(asked) > 1:
            return rows
        ids = list(rows.values_list("id", flat=True))
        Assignment.objects.filter(id=first).update(accepted_at=AT)
        return Assignment.objects.filter(id__in=ids)

    monkeypatch.setattr(module, "acceptable", taken_meanwhile)
    run_pending()
    with bound(PLATFORM):
        assert Assignment.objects.filter(accepted_at__isnull=False).count() == 6


def test_the_same_person_under_another_post_does_not_count() -> None:
    given = Submitted()
    twice = replace(given.lead)
    with bound(PLATFORM):
        Assignment.objects.filter(unit=given.tree.schools[0]).update(submitted_by=twice.person_id)
    with bound(twice):
        assert coverage(twice, task_id=given.task.id) == Coverage(waiting=8, acceptable=5, without_evidence=1, own=2)
