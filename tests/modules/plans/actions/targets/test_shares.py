"""Sharing targets out among cities, negotiating a share, and taking tasks over from above."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories import AT, Tree, acting, make_unit
from tests.modules.plans.builders import GOALS, drafted_plan, led_by, published_plan
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.drafts import TargetDraft, TaskDraft
from xuezheng.modules.plans.models import Plan, Target, TargetShare, Task
from xuezheng.modules.plans.queries.shares import check_of
from xuezheng.modules.plans.queries.takeovers import coverage_below, plans_above, upper_tasks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
COUNTED = TaskDraft(
    number="1",
    heading="建设示范校",
    section=0,
    units=led_by("科技处", "各省辖市教育局"),
    targets=(TargetDraft(phrase="示范校数", value=Decimal(10), measure="所", kind="count"),),
)


@pytest.fixture
def tree() -> Tree:
    """With a fifth school below the first city, so that weights differ."""
    found = Tree()
    make_unit("u09999", parent=found.counties[0], name="演示第九小学")
    return found


@pytest.fixture
def plan(tree: Tree) -> Plan:
    return published_plan(tree.province, tasks=[COUNTED])


def target_of(plan: Plan, phrase: str = "示范校数") -> Target:
    with bound(system_post("test")):
        return Target.objects.get(plan=plan, phrase=phrase)


def shared(tree: Tree, target: Target, method: str) -> list[TargetShare]:
    with bound(acting(tree.province)) as post:
        return acts.share_out_target(post=post, target_id=target.id, version=target.version, method=method, at=AT)


def test_by_weight_each_city_is_asked_in_proportion_to_its_schools(tree: Tree, plan: Plan) -> None:
    shares = shared(tree, target_of(plan), "weighted")
    assert [(share.unit_id, share.value, share.weight, share.agreed_at) for share in shares] == [
        (tree.cities[0].id, Decimal(6), Decimal(5), AT),
        (tree.cities[1].id, Decimal(4), Decimal(4), AT),
    ]
    check = check_of(target_of(plan), shares)
    assert check is not None
    assert (check.together, check.reached) == (Decimal(10), True)


def test_a_ratio_is_asked_of_each_alike(tree: Tree, plan: Plan) -> None:
    ratio = target_of(plan, GOALS[0].targets[0].phrase)
    assert [share.value for share in shared(tree, ratio, "same")] == [Decimal(90), Decimal(90)]
    with pytest.raises(Refusal, match="cannot be split by weight"):
        shared(tree, target_of(plan, ratio.phrase), "weighted")


@pytest.mark.parametrize(
    ("method", "sentence"), [("fair", "“fair” is no way of sharing"), ("", "is no way of sharing")]
)
def test_other_ways_are_refused(tree: Tree, plan: Plan, method: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        shared(tree, target_of(plan), method)


def test_only_the_issuer_shares_out(tree: Tree, plan: Plan) -> None:
    target = target_of(plan)
    with bound(acting(tree.cities[0])) as post, pytest.raises(NotAllowed):
        acts.share_out_target(post=post, target_id=target.id, version=target.version, method="same", at=AT)
    stale = target.version
    shared(tree, target, "same")
    with bound(acting(tree.province)) as post, pytest.raises(VersionIsStale):
        acts.share_out_target(post=post, target_id=target.id, version=stale, method="same", at=AT)


def test_a_city_negotiates_and_the_province_agrees(tree: Tree, plan: Plan) -> None:
    share = next(item for item in shared(tree, target_of(plan), "negotiated") if item.unit_id == tree.cities[0].id)
    assert share.agreed_at is None
    with bound(acting(tree.cities[0])) as post:
        proposed = acts.propose_share(
            post=post, share_id=share.id, version=1, value=Decimal(3), reason="两所学校正在新建校舍", at=AT
        )
    with bound(acting(tree.province)) as post:
        agreed = acts.agree_share(post=post, share_id=share.id, version=proposed.version, as_proposed=True, at=AT)
        assert (agreed.value, agreed.agreed_at) == (Decimal(3), AT)
        check = check_of(target_of(plan), list(TargetShare.objects.filter(target_id=share.target_id)))
        acts_done = list(Entry.objects.order_by("-id").values_list("act", flat=True)[:2])
        with pytest.raises(Conflict, match="agreed already"):
            acts.agree_share(post=post, share_id=share.id, version=agreed.version, as_proposed=False, at=AT)
    with bound(acting(tree.cities[0])) as post, pytest.raises(Conflict, match="agreed on 2026-09-01 at 3"):
        acts.propose_share(post=post, share_id=share.id, version=agreed.version, value=Decimal(1), reason="再议", at=AT)
    assert check is not None
    assert check.short == Decimal(3)
    assert acts_done == ["plans.agree_share", "plans.propose_share"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": Decimal(-1)}, "“-1” is negative"),
        ({"reason": " "}, "The reason is empty"),
        ({"version": 9}, "Somebody changed this share"),
    ],
)
def test_proposals_refused(tree: Tree, plan: Plan, change: dict[str, Any], sentence: str) -> None:
    share = shared(tree, target_of(plan), "negotiated")[0]
    values = {"version": 1, "value": Decimal(3), "reason": "校舍在建", **change}
    with bound(acting(tree.cities[0])) as post, pytest.raises(Refusal, match=sentence):
        acts.propose_share(post=post, share_id=share.id, at=AT, **values)


def test_a_share_of_all_is_no_more_than_all(tree: Tree, plan: Plan) -> None:
    with bound(acting(tree.province)):
        Target.objects.filter(plan=plan).update(kind=Target.Kind.RATIO, measure="%", value=Decimal(95))
    share = shared(tree, target_of(plan), "negotiated")[0]
    asked: dict[str, Any] = {"share_id": share.id, "version": 1, "value": Decimal(105), "at": AT}
    with bound(acting(tree.cities[0])) as post:
        with pytest.raises(Refusal, match="“105” is more than all of them") as refused:
            acts.propose_share(post=post, reason="再议", **asked)
        kept = acts.propose_share(post=post, reason="再议", **asked | {"value": Decimal(100)})
    with bound(acting(tree.province)) as post, pytest.raises(Refusal, match="“105” is more than all of them"):
        acts.change_share(post=post, **asked | {"version": kept.version})
    assert (refused.value.field, kept.proposed_value) == ("value", Decimal(100))


def test_a_set_share_and_a_neighbours_share_are_not_negotiated(tree: Tree, plan: Plan) -> None:
    share = shared(tree, target_of(plan), "same")[0]
    asked: dict[str, Any] = {"share_id": share.id, "version": 1, "value": Decimal(3), "reason": "校舍在建", "at": AT}
    with bound(acting(tree.cities[0])) as post, pytest.raises(Conflict, match="was set"):
        acts.propose_share(post=post, **asked)
    with bound(acting(tree.cities[1])) as post, pytest.raises(NotFound, match="no such share"):
        acts.propose_share(post=post, **asked)


def test_a_changed_share_is_to_be_agreed_again(tree: Tree, plan: Plan) -> None:
    share = shared(tree, target_of(plan), "weighted")[0]
    with bound(acting(tree.province)) as post:
        changed = acts.change_share(post=post, share_id=share.id, version=1, value=Decimal(7), at=AT)
    assert (changed.value, changed.method, changed.agreed_at) == (Decimal(7), "negotiated", None)


@pytest.fixture
def city_task(tree: Tree, plan: Plan) -> Task:
    own = drafted_plan(
        tree.cities[0], tasks=[TaskDraft(number="1", heading="本市示范校", section=0, units=led_by("办公室"))]
    )
    with bound(system_post("test")):
        return Task.objects.get(plan=own)


def upper_task(plan: Plan) -> Task:
    with bound(system_post("test")):
        return Task.objects.get(plan=plan)


def test_what_is_not_taken_over_stands_out(tree: Tree, plan: Plan, city_task: Task) -> None:
    upper, city = upper_task(plan), tree.cities[0]
    with bound(acting(city)) as post:
        above = plans_above(post, city.unit_path, year=plan.year)
        assert [(item.task.id, item.is_open) for item in upper_tasks(post, above[0], city.unit_path)] == [
            (upper.id, True)
        ]
        acts.take_over_task(post=post, task_id=city_task.id, upper_task_id=upper.id, at=AT)
        row = upper_tasks(post, above[0], city.unit_path)[0]
        assert (row.is_open, [task.id for task in row.taken_by]) == (False, [city_task.id])
        with pytest.raises(Conflict, match="already"):
            acts.take_over_task(post=post, task_id=city_task.id, upper_task_id=upper.id, at=AT)
    with bound(acting(tree.province)) as post:
        assert [(row.unit_name, row.asked, row.missing) for row in coverage_below(post, plan)] == [
            ("郑州市教育局", 1, 0),
            ("信阳市教育局", 1, 1),
        ]
    with bound(acting(city)) as post:
        acts.release_task(post=post, task_id=city_task.id, upper_task_id=upper.id, at=AT)
        with pytest.raises(NotFound, match="does not take"):
            acts.release_task(post=post, task_id=city_task.id, upper_task_id=upper.id, at=AT)


def test_takeover_refuses_what_is_not_from_above(tree: Tree, plan: Plan, city_task: Task) -> None:
    with bound(acting(tree.cities[0])) as post, pytest.raises(Refusal, match="no task of a unit above"):
        acts.take_over_task(post=post, task_id=city_task.id, upper_task_id=city_task.id, at=AT)
    with bound(acting(tree.province)) as post, pytest.raises(NotAllowed, match="another unit's"):
        acts.take_over_task(post=post, task_id=city_task.id, upper_task_id=upper_task(plan).id, at=AT)
