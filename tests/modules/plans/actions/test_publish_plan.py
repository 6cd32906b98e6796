"""Publication: refused while anything is undecided, then readable below and handed out, once for each unit."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.plans.actions.conftest import last_entry
from tests.modules.plans.builders import AT, WATCHER, assignment_of, drafted_plan, led_by, published_plan
from xuezheng.engines.inbox.models import Todo
from xuezheng.kernel.outbox.models import Event, JobRun
from xuezheng.kernel.refusals import Refusals, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import UnitVersion
from xuezheng.modules.plans.actions.close_plan import close_plan
from xuezheng.modules.plans.actions.corrections.units import set_unit_aside
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.actions.resume_handing_out import resume_handing_out
from xuezheng.modules.plans.drafts import TaskDraft, UnitDraft
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.queries.publication import advice
from xuezheng.modules.plans.refusals import (
    MayNotWritePlans,
    PlanIsNotADraft,
    PlanIsNotPublished,
    PlanIsNotYours,
    YearIsNotOver,
)

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
NEXT_YEAR = datetime(2027, 1, 4, tzinfo=UTC)


def test_tasks_are_handed_to_every_unit_that_answers_for_them(tree: Tree) -> None:
    plan = published_plan(tree.province)
    with bound(WATCHER):
        handed = set(Assignment.objects.values_list("task__number", "unit__name", "role"))
        todos = Counter(Todo.objects.filter(closed_at=None).values_list("unit__name", "topic", "waiting_for"))
    assert handed == {
        ("1", "科技处", "lead"),
        ("1", "郑州市教育局", "support"),
        ("1", "信阳市教育局", "support"),
        *(("2", county.name, "lead") for county in tree.counties),
    }
    assert todos == Counter(
        {(unit.name, "plans.report", "河南省教育厅"): 1 for unit in (tree.office, *tree.cities, *tree.counties)}
    )
    assignment = assignment_of(plan, tree.office)
    assert (assignment.unit_path, assignment.issuer_path, assignment.due_on, assignment.assigned_at) == (
        tree.office.unit_path,
        tree.province.unit_path,
        date(2026, 12, 31),
        AT,
    )


def test_a_draft_is_nobody_elses_and_a_published_plan_everybodys_below(tree: Tree) -> None:
    plan = drafted_plan(tree.province)
    with bound(acting(tree.counties[0])) as county:
        assert not plans_visible_to(county).exists()
        assert not Task.objects.exists()
    with bound(acting(tree.province)) as post:
        publish_plan(post=post, plan_id=plan.id, version=plan.version, at=AT)
    with bound(acting(tree.counties[0])) as county:
        assert list(plans_visible_to(county)) == [plan]
        assert Task.objects.filter(plan=plan).count() == 2
    with bound(acting(tree.ministry)) as ministry:
        assert list(plans_visible_to(ministry)) == [plan]


def test_publication_is_journaled_and_announced(editor: ActingPost, draft: Plan) -> None:
    publish_plan(post=editor, plan_id=draft.id, version=draft.version, at=AT)
    assert last_entry() == ("plans.publish_plan", None, {"edition": 1})
    assert list(Event.objects.filter(name="plans.PlanPublished").values_list("payload", flat=True)) == [
        {"plan_id": str(draft.id), "year": 2026}
    ]


def test_it_is_refused_with_all_that_is_undecided(tree: Tree, editor: ActingPost) -> None:
    plan = drafted_plan(
        tree.province,
        tasks=[
            TaskDraft(number="1", heading="任务一", units=led_by("教研室", "科技处")),
            TaskDraft(number="2", heading="任务二"),
            TaskDraft(number="3", heading="任务三", units=(UnitDraft(written="科技处"),)),
        ],
    )
    with pytest.raises(Refusals) as refused:
        publish_plan(post=editor, plan_id=plan.id, version=plan.version, at=AT)
    assert [str(one) for one in refused.value.refusals] == [
        "“教研室” (task 1): choose the unit that is meant, or say why nobody is.",
        "Task 2 has nobody who leads it. Add a responsible unit, or let one of them lead.",
        "Task 3 has nobody who leads it. Add a responsible unit, or let one of them lead.",
    ]
    assert Plan.objects.get(id=plan.id).published_at is None


def test_a_name_set_aside_with_a_reason_does_not_hinder(tree: Tree, editor: ActingPost) -> None:
    plan = drafted_plan(
        tree.province, tasks=[TaskDraft(number="1", heading="任务", units=led_by("科技处", "省通信管理局"))]
    )
    row = Responsibility.objects.get(plan=plan, written="省通信管理局")
    set_unit_aside(post=editor, responsibility_id=row.id, version=1, reason="不属教育系统", at=AT)
    plan.refresh_from_db()
    publish_plan(post=editor, plan_id=plan.id, version=plan.version, at=AT)
    run_pending()
    assert list(Assignment.objects.filter(plan=plan).values_list("unit__name", flat=True)) == ["科技处"]


def test_refused_posts_versions_and_states(tree: Tree, draft: Plan) -> None:
    with bound(acting(tree.ministry)) as above, pytest.raises(PlanIsNotYours):
        publish_plan(post=above, plan_id=draft.id, version=draft.version, at=AT)
    with bound(acting(tree.province, role="analyst")) as reader, pytest.raises(PlanIsNotYours):
        publish_plan(post=reader, plan_id=draft.id, version=draft.version, at=AT)
    with bound(acting(tree.province)) as post:
        with pytest.raises(VersionIsStale):
            publish_plan(post=post, plan_id=draft.id, version=draft.version + 1, at=AT)
        published = publish_plan(post=post, plan_id=draft.id, version=draft.version, at=AT)
        with pytest.raises(PlanIsNotADraft):
            publish_plan(post=post, plan_id=draft.id, version=published.version, at=AT)


def test_who_may_not_write_drafts_nothing(tree: Tree) -> None:
    with pytest.raises(MayNotWritePlans):
        drafted_plan(tree.schools[0], post=acting(tree.schools[0], role="school_administrator"))


def test_closed_units_and_units_beyond_get_nothing(tree: Tree, editor: ActingPost) -> None:
    tree.counties[3].closed_on = date(2026, 1, 1)
    with bound(WATCHER):
        tree.counties[3].save(update_fields=["closed_on"])
        UnitVersion.objects.filter(unit=tree.counties[3]).update(valid_to=date(2026, 1, 1))
    plan = drafted_plan(
        tree.province,
        tasks=[
            TaskDraft(number="1", heading="任务", units=led_by("科技处", tree.ministry.name, "各县（市、区）教育局"))
        ],
    )
    assert [str(point.sentence) for point in advice(plan)] == [
        "1 target has neither an indicator nor the reason why it cannot be measured.",
        f"{tree.ministry.name} in task 1 does not stand below you: it is named, and no task is handed to it.",
    ]
    publish_plan(post=editor, plan_id=plan.id, version=plan.version, at=AT)
    run_pending()
    names = set(Assignment.objects.filter(plan=plan).values_list("unit__name", flat=True))
    assert names == {"科技处", *(county.name for county in tree.counties[:3])}
    assert tree.ministry.name not in names


def test_handing_out_again_doubles_nothing(tree: Tree) -> None:
    plan = published_plan(tree.province)
    with bound(acting(tree.province)) as post:
        before = Assignment.objects.count(), list(Todo.objects.order_by("id").values_list("id", flat=True))
        resume_handing_out(post=post, plan_id=plan.id, version=plan.version, at=AT)
        run_pending()
        assert (Assignment.objects.count(), list(Todo.objects.order_by("id").values_list("id", flat=True))) == before
        run = JobRun.objects.filter(name="plans.hand_out_tasks").latest("queued_at")
        assert (run.state, run.result) == (JobRun.State.DONE, {"plan": str(plan.id), "handed_out": 7})


def test_a_new_edition_takes_the_work_of_the_same_tasks_along(tree: Tree) -> None:
    first = published_plan(tree.province)
    done = assignment_of(first, tree.office)
    with bound(WATCHER):
        Assignment.objects.filter(id=done.id).update(submitted_at=AT, accepted_at=AT)
    second = published_plan(
        tree.province,
        tasks=[
            TaskDraft(
                number="1",
                heading="改善学校信息化基础条件",
                units=led_by("科技处", "各省辖市教育局"),
                due_on=date(2026, 10, 31),
            ),
            TaskDraft(number="2", heading="全新的任务", units=led_by("科技处")),
        ],
        supersedes=first,
    )
    with bound(WATCHER):
        first.refresh_from_db()
        assert (first.state, second.edition, second.supersedes_id) == (Plan.State.SUPERSEDED, 2, first.id)
        carried = Assignment.objects.get(id=done.id)
        assert (carried.plan_id, carried.task.number, carried.due_on, carried.accepted_at) == (
            second.id,
            "1",
            date(2026, 10, 31),
            AT,
        )
        left = Assignment.objects.filter(plan=first)
        assert set(left.values_list("task__number", flat=True)) == {"2"}
        assert not Todo.objects.filter(subject_id__in=[str(one.id) for one in left], closed_at=None).exists()
        assert Assignment.objects.filter(plan=second).count() == 4


def test_a_plan_is_closed_after_its_year_with_a_reason(tree: Tree) -> None:
    plan = published_plan(tree.province)
    with bound(acting(tree.province)) as post:
        with pytest.raises(YearIsNotOver):
            close_plan(post=post, plan_id=plan.id, version=plan.version, reason="年度工作结束", at=AT)
        closed = close_plan(post=post, plan_id=plan.id, version=plan.version, reason="年度工作结束", at=NEXT_YEAR)
        assert (closed.state, last_entry()) == (
            Plan.State.CLOSED,
            ("plans.close_plan", None, {"reason": "年度工作结束"}),
        )
        run_pending()
        assert not Todo.objects.filter(closed_at=None).exists()
        assert Assignment.objects.filter(plan=plan, accepted_at=None).count() == 7
        with pytest.raises(PlanIsNotPublished):
            close_plan(post=post, plan_id=plan.id, version=closed.version, reason="再来", at=NEXT_YEAR)
