"""Adding a task to a published plan."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import Tree, acting, make_unit
from tests.modules.plans.task_rows import AT, DUE, PLATFORM, TODAY, HandedOut, acts, announced, last_entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.facade import TaskSummary, add_task, task_summary
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def added(post: ActingPost, handed: HandedOut, **changed: Any) -> TaskSummary:
    values: dict[str, Any] = {
        "plan_id": handed.plan.id,
        "heading": "  建立  首席信息官制度 ",
        "text": "每校一名",
        "lead_unit_ids": [handed.tree.office.id],
        "support_unit_ids": [handed.tree.cities[0].id],
        "due_on": DUE,
        "arises_from": "领导小组2026年第2次会议",
        "at": AT,
    }
    return add_task(post=post, **{**values, **changed})


def test_it_gets_the_next_number_and_is_handed_out() -> None:
    handed = HandedOut(Tree())
    tree = handed.tree
    handed.add_task("9", "另一项")
    with bound(acting(tree.province)) as post:
        summary = added(post, handed, support_unit_ids=[tree.cities[0].id, tree.office.id])
        assert summary == TaskSummary(
            id=summary.id,
            plan_id=handed.plan.id,
            number="10",
            heading="建立 首席信息官制度",
            due_on=DUE,
            url=f"/plans/tasks/{summary.id}/",
        )
        assert task_summary(post, summary.id) == summary
        task = Task.objects.get(id=summary.id)
        assert (task.position, task.number_printed, task.shared, task.arises_from) == (
            10,
            False,
            True,
            "领导小组2026年第2次会议",
        )
        responsible = Responsibility.objects.filter(task=task).order_by("position")
        assert list(responsible.values_list("written", "role")) == [("科技处", "lead"), ("郑州市教育局", "support")]
        shares = Assignment.objects.filter(task=task).order_by("-unit_path")
        assert list(shares.values_list("unit_path", "issuer_path", "role", "due_on", "assigned_at")) == [
            (tree.office.unit_path, "cn.41.", "lead", DUE, AT),
            (tree.cities[0].unit_path, "cn.41.", "support", DUE, AT),
        ]
    assert last_entry() == ("plans.add_task", "10. 建立 首席信息官制度", "cn.41.")
    assert announced() == [("plans.TaskAdded", "cn.41.")]


def test_units_below_read_it_at_once() -> None:
    handed = HandedOut(Tree())
    with bound(acting(handed.tree.province)) as post:
        summary = added(post, handed)
    with bound(acting(handed.tree.counties[0])) as county:
        assert task_summary(county, summary.id).heading == "建立 首席信息官制度"


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"heading": " "}, "The heading is empty. Say in one line what is to be done.", "heading"),
        (
            {"heading": "长" * 301},
            "The heading has 301 characters; at most 300 fit. Put the rest into the text.",
            "heading",
        ),
        (
            {"due_on": TODAY - timedelta(days=1)},
            "The deadline 2026-08-31 lies before today. Choose today or a later day.",
            "due_on",
        ),
        ({"lead_unit_ids": []}, "No unit leads the task. Name at least one that does.", "lead_unit_ids"),
    ],
)
def test_it_is_refused_with_a_sentence(changed: dict[str, Any], sentence: str, field: str) -> None:
    handed = HandedOut(Tree())
    with bound(acting(handed.tree.province)) as post, pytest.raises(Refusal) as refusal:
        added(post, handed, **changed)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert (acts(), announced()) == ([], [])


def closed(unit: Unit) -> Unit:
    with bound(PLATFORM):
        Unit.objects.filter(id=unit.id).update(closed_on=date(2026, 5, 1))
    return unit


def test_units_outside_and_closed_ones_are_refused() -> None:
    handed = HandedOut(Tree())
    tree = handed.tree
    beside = make_unit("42", parent=tree.ministry, name="别省")
    gone = closed(tree.schools[0])
    with bound(acting(tree.province)) as post:
        with pytest.raises(NotFound):
            added(post, handed, lead_unit_ids=[beside.id])
        with pytest.raises(Refusal, match="教育部 does not stand under the unit that issues the plan") as refusal:
            added(post, handed, support_unit_ids=[tree.ministry.id])
        assert refusal.value.field == "support_unit_ids"
        with pytest.raises(Refusal, match=f"{gone.name} was closed on 2026-05-01"):
            added(post, handed, support_unit_ids=[gone.id])


def test_only_the_unit_that_issued_the_plan_adds_to_it() -> None:
    handed = HandedOut(Tree())
    with bound(acting(handed.tree.cities[0])) as city, pytest.raises(NotAllowed):
        added(city, handed)
    with bound(acting(handed.tree.province, role="analyst")) as analyst, pytest.raises(NotAllowed):
        added(analyst, handed)
    with bound(replace(acting(handed.tree.province))) as post, pytest.raises(NotFound):
        added(post, handed, plan_id=uuid4())


def test_a_plan_that_is_not_published_takes_no_task() -> None:
    handed = HandedOut(Tree())
    with bound(acting(handed.tree.province)) as post:
        Plan.objects.filter(id=handed.plan.id).update(closed_at=AT)
        with pytest.raises(Conflict, match=r"is closed\. Tasks are added to a published plan"):
            added(post, handed)
