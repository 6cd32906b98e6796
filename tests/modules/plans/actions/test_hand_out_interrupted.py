"""Handing out beside other people's acts: two workers at once, a plan that is closed or superseded in the middle."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.plans.builders import AT, WATCHER, YEAR, drafted_plan, published_plan
from xuezheng.engines.inbox.models import Todo
from xuezheng.kernel.outbox.identity import identity_of
from xuezheng.kernel.outbox.work import Stop, Work
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions import hand_out_tasks as handing
from xuezheng.modules.plans.actions.close_plan import close_plan
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.models import Assignment, Plan

pytestmark = pytest.mark.integration
NEXT_YEAR = datetime(YEAR + 1, 1, 15, 2, 0, tzinfo=UTC)


def in_small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 1)


def hand_out(post: ActingPost, plan_id: UUID, stopping: Callable[[], Stop] = lambda: Stop.NO) -> None:
    work = Work(
        job_id=0,
        identity=identity_of(post),
        permissions=handing.hand_out_tasks.permissions,
        stopping=stopping,
    )
    handing.hand_out_tasks.run(work, {"plan_id": str(plan_id)})


def published(tree: Tree, post: ActingPost) -> Plan:
    plan = drafted_plan(tree.province, post=post)
    with bound(post):
        return publish_plan(post=post, plan_id=plan.id, version=plan.version, at=AT)


@pytest.mark.usefixtures("committed_db")
def test_two_workers_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    in_small_portions(monkeypatch)
    tree = Tree()
    post = acting(tree.province)
    plan = published(tree, post)
    barrier = Barrier(2)

    def work() -> None:
        try:
            barrier.wait(10)
            hand_out(post, plan.id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(work), pool.submit(work)]:
            future.result(60)
    with bound(WATCHER):
        assert Assignment.objects.filter(plan=plan).count() == 7
    with bound(system_post("test")):
        assert Todo.objects.filter(closed_at=None).count() == 7


class At:
    """Does something once, before a portion of the work."""

    def __init__(self, portion: int, act: Callable[[], None]) -> None:
        self.portion, self.act, self.asked = portion, act, 0

    def __call__(self) -> Stop:
        self.asked += 1
        if self.asked == self.portion:
            self.act()
        return Stop.NO


@pytest.mark.django_db
def test_a_plan_that_is_closed_meanwhile_is_handed_out_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    in_small_portions(monkeypatch)
    tree = Tree()
    post = acting(tree.province)
    plan = published(tree, post)

    def close() -> None:
        with bound(post):
            close_plan(post=post, plan_id=plan.id, version=plan.version, reason="年度工作结束", at=NEXT_YEAR)

    hand_out(post, plan.id, At(3, close))
    run_pending()
    with bound(WATCHER):
        assert Assignment.objects.filter(plan=plan).count() == 1
    with bound(system_post("test")):
        assert not Todo.objects.filter(closed_at=None).exists()


@pytest.mark.django_db
def test_a_plan_that_is_superseded_meanwhile_leaves_no_to_do_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    in_small_portions(monkeypatch)
    tree = Tree()
    post = acting(tree.province)
    first = published(tree, post)
    hand_out(post, first.id, At(4, lambda: _supersede(tree, first)))
    run_pending()
    with bound(WATCHER):
        second = Plan.objects.get(supersedes=first)
        assert Assignment.objects.filter(plan=second).count() == 7
        left = [str(key) for key in Assignment.objects.filter(plan=first).values_list("id", flat=True)]
        assert left == []
    with bound(system_post("test")):
        assert Todo.objects.filter(closed_at=None).count() == 7


def _supersede(tree: Tree, first: Plan) -> None:
    published_plan(tree.province, supersedes=first)


@pytest.mark.django_db
def test_what_was_submitted_under_the_old_edition_asks_nobody_anew() -> None:
    tree = Tree()
    first = published_plan(tree.province)
    with bound(WATCHER):
        Assignment.objects.filter(plan=first, unit=tree.cities[0]).update(submitted_at=AT)
    with bound(system_post("test")):
        Todo.objects.filter(unit=tree.cities[0]).update(closed_at=AT)
    second = published_plan(tree.province, supersedes=first)
    with bound(WATCHER):
        assert Assignment.objects.get(plan=second, unit=tree.cities[0]).submitted_at == AT
    with bound(system_post("test")):
        assert not Todo.objects.filter(unit=tree.cities[0], closed_at=None).exists()
        assert Todo.objects.filter(closed_at=None).count() == 6
