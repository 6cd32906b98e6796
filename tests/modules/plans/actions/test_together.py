"""Two people at the same time: one is served, the other is told; nothing is counted twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tests.factories import Tree, acting
from tests.modules.plans.task_rows import AT, DUE, PLATFORM, HandedOut, fresh, steps_of
from xuezheng.kernel.refusals import Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions import assignments as acts_on
from xuezheng.modules.plans.actions.add_task import add_task
from xuezheng.modules.plans.models import Assignment, ProgressReport, Task, TaskTally

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


def at_once(*acts: tuple[ActingPost, Callable[[ActingPost], Any]]) -> list[type[Refusal] | None]:
    """Start all acts together, each in its own connection; the kinds of the refusals, None for what succeeded."""
    barrier = Barrier(len(acts))

    def run(post: ActingPost, act: Callable[[ActingPost], Any]) -> type[Refusal] | None:
        try:
            with bound(post):
                barrier.wait(10)
                act(post)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(run, *pair) for pair in acts]]


def test_one_accepts_while_another_returns() -> None:
    tree = Tree()
    (share,) = HandedOut(tree, tree.counties[0]).assignments
    with bound(PLATFORM):
        Assignment.objects.filter(id=share.id).update(submitted_at=AT)
    key: dict[str, Any] = {"assignment_id": share.id, "version": 1, "at": AT}
    refused = at_once(
        (acting(tree.office, role="officer"), lambda post: acts_on.accept_assignment(post=post, **key)),
        (acting(tree.province), lambda post: acts_on.return_assignment(post=post, reason="否", **key)),
    )
    assert sorted(str(kind) for kind in refused) == sorted([str(None), str(VersionIsStale)])
    assert (fresh(share).version, len(steps_of(share))) == (2, 1)


def test_two_report_on_the_same_month() -> None:
    tree = Tree()
    (share,) = HandedOut(tree, tree.counties[0]).assignments
    posts = [acting(tree.counties[0]), acting(tree.counties[0], role="officer")]

    def report(post: ActingPost) -> object:
        return acts_on.report_progress(post=post, assignment_id=share.id, month="2026-09", text=f"{post.role}说", at=AT)

    refused = at_once(*((post, report) for post in posts))
    assert sorted(str(kind) for kind in refused) == sorted([str(None), str(VersionIsStale)])
    with bound(PLATFORM):
        assert ProgressReport.objects.count() == 1


def test_schools_of_one_county_submit_together() -> None:
    tree = Tree()
    handed = HandedOut(tree, *tree.schools[:2])
    with bound(PLATFORM):
        for row in handed.assignments:
            ProgressReport.objects.create(
                assignment=row, unit_path=row.unit_path, month="2026-08", text="好", person_name="演示", reported_at=AT
            )

    def submit(row: Assignment) -> Callable[[ActingPost], object]:
        return lambda post: acts_on.submit_assignment(post=post, assignment_id=row.id, version=1, at=AT)

    schools = [acting(school, role="school_administrator") for school in tree.schools[:2]]
    assert at_once(*zip(schools, map(submit, handed.assignments), strict=True)) == [None, None]
    with bound(PLATFORM):
        tallies = TaskTally.objects.exclude(number=0).values_list("unit_path", "state", "number")
        assert list(tallies) == [(tree.counties[0].unit_path, "submitted", 2)]


def test_two_tasks_are_added_with_two_numbers() -> None:
    tree = Tree()
    handed = HandedOut(tree)

    def add(post: ActingPost) -> object:
        return add_task(
            post=post,
            plan_id=handed.plan.id,
            heading="新任务",
            text="",
            lead_unit_ids=[tree.office.id],
            support_unit_ids=[],
            due_on=DUE,
            arises_from="会议",
            at=AT,
        )

    assert at_once((acting(tree.province), add), (acting(tree.province), add)) == [None, None]
    with bound(PLATFORM):
        assert sorted(Task.objects.values_list("number", flat=True)) == ["1", "2", "3"]
