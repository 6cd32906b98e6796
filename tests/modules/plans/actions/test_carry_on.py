"""A new edition: bonds, milestones, projects, takeovers, evidence and shares of the same tasks and targets go on in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories import Tree, acting, make_unit
from tests.modules.plans.builders import AT, GOALS, TASKS, WATCHER, drafted_plan, led_by, published_plan
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions import targets as acts_on_targets
from xuezheng.modules.plans.actions.corrections.units import choose_unit, set_unit_aside
from xuezheng.modules.plans.actions.discard_draft import discard_draft
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.drafts import GoalDraft, MilestoneDraft, TargetDraft, TaskDraft
from xuezheng.modules.plans.models import (
    ImplementationPlan,
    Milestone,
    Plan,
    Project,
    Responsibility,
    RoadStep,
    Target,
    TargetEvidence,
    TargetShare,
    Task,
    TaskTakeover,
)

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PLATFORM = system_post("test")
MILESTONE = "建设标准"
FIRST = TaskDraft(
    number="1",
    heading="改善学校信息化基础条件",
    units=led_by("科技处", "各省辖市教育局"),
    milestones=(MilestoneDraft(name=MILESTONE), MilestoneDraft(name="验收办法")),
)
OTHER = TaskDraft(number="2", heading="全新的任务", units=led_by("科技处"))


class Edition:
    """A first edition whose task and target carry everything that can hang on them."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.first = published_plan(self.tree.province, tasks=[FIRST])
        with bound(PLATFORM):
            self.task = Task.objects.get(plan=self.first)
            self.target = Target.objects.get(plan=self.first)
            Milestone.objects.filter(name=MILESTONE).update(reached_on=date(2026, 3, 9), statement="已印发")
            self._fill(self.tree.cities[0].id, self.tree.cities[0].unit_path)

    def _fill(self, unit_id: int, unit_path: str) -> None:
        place = {"unit_id": unit_id, "unit_path": unit_path}
        days = {"begins_on": date(2026, 3, 1), "ends_on": date(2026, 9, 1)}
        Project.objects.create(
            **place, **days, task=self.task, name="网络改造", budget_source="fiscal", amount=Decimal(100)
        )
        road = ImplementationPlan.objects.create(**place, plan=self.first, title="实施方案")
        RoadStep.objects.create(unit_path=unit_path, implementation=road, task=self.task, title="招标", **days)
        TargetShare.objects.create(**place, target=self.target, method="same", value=Decimal(90))
        TargetEvidence.objects.create(
            **place, target=self.target, as_of=date(2026, 3, 1), statement="已达80%", recorded_at=AT, person_name="演示"
        )

    def renewed(self, *, goals: tuple[GoalDraft, ...] = GOALS) -> Plan:
        return published_plan(self.tree.province, tasks=[FIRST, OTHER], goals=goals, supersedes=self.first)


def test_what_hangs_on_a_task_goes_on() -> None:
    given = Edition()
    lower = drafted_plan(given.tree.cities[0], tasks=TASKS, goals=(), title="市工作要点")
    with bound(PLATFORM):
        own = Task.objects.get(plan=lower, number="1")
        TaskTakeover.objects.create(task=own, upper_task=given.task, unit_path=own.unit_path)
    second = given.renewed()
    with bound(PLATFORM):
        task = Task.objects.get(plan=second, number="1")
        assert list(Project.objects.values_list("task", flat=True)) == [task.id]
        assert list(RoadStep.objects.values_list("task", flat=True)) == [task.id]
        assert list(ImplementationPlan.objects.values_list("plan", flat=True)) == [second.id]
        assert list(TaskTakeover.objects.values_list("upper_task", flat=True)) == [task.id]
        reached = Milestone.objects.filter(plan=second).order_by("position")
        assert list(reached.values_list("name", "reached_on", "statement")) == [
            (MILESTONE, date(2026, 3, 9), "已印发"),
            ("验收办法", None, ""),
        ]


def test_what_hangs_on_a_target_goes_on_where_its_words_are_the_same() -> None:
    given = Edition()
    second = given.renewed()
    with bound(PLATFORM):
        target = Target.objects.get(plan=second)
        assert list(TargetEvidence.objects.values_list("target", flat=True)) == [target.id]
        assert list(TargetShare.objects.values_list("target", flat=True)) == [target.id]


def test_a_target_with_another_number_is_shared_out_anew() -> None:
    given = Edition()
    higher = GoalDraft(
        text="达到95%。", targets=(TargetDraft(phrase="多媒体教室占普通教室的比例", value=Decimal(95), measure="%"),)
    )
    second = given.renewed(goals=(higher,))
    with bound(PLATFORM):
        assert TargetEvidence.objects.get().target_id == Target.objects.get(plan=second).id
        assert TargetShare.objects.get().target_id == given.target.id


def test_a_draft_of_a_new_edition_begins_with_what_was_decided_about_its_targets() -> None:
    given = Edition()
    with bound(acting(given.tree.province)) as post:
        acts_on_targets.state_unmeasurable(
            post=post, target_id=given.target.id, version=1, reason="没有统计口径", at=AT
        )
    draft = drafted_plan(given.tree.province, tasks=[FIRST], supersedes=given.first)
    with bound(WATCHER):
        assert Target.objects.get(plan=draft).unmeasurable == "没有统计口径"
        assert not Event.objects.filter(name="plans.TargetBound").exists()
    with bound(acting(given.tree.province)) as post:
        discard_draft(post=post, plan_id=draft.id, version=draft.version, at=AT)
    with bound(PLATFORM):
        Target.objects.filter(id=given.target.id).update(unmeasurable="", indicator_code="multimedia_ratio")
    draft = drafted_plan(given.tree.province, tasks=[FIRST], supersedes=given.first)
    with bound(WATCHER):
        assert Target.objects.get(plan=draft).indicator_code == "multimedia_ratio"
        assert Event.objects.get(name="plans.TargetBound").payload["indicator_code"] == "multimedia_ratio"


def test_words_that_stand_twice_tell_nothing() -> None:
    given = Edition()
    second = given.renewed(goals=(*GOALS, *GOALS))
    with bound(PLATFORM):
        assert Target.objects.filter(plan=second).count() == 2
        assert TargetEvidence.objects.get().target_id == given.target.id


def test_a_name_decided_before_is_decided_in_the_new_edition() -> None:
    tree = Tree()
    task = TaskDraft(number="1", heading="任务", units=led_by("科学技术处", "有关部门", "某某室", "关停处"))
    closing = make_unit("closing", parent=tree.province, kind=UnitKind.OFFICE)
    first = drafted_plan(tree.province, tasks=[task])
    with bound(acting(tree.province)) as post:
        decided = {"科学技术处": tree.office.id, "关停处": closing.id}
        for written, unit_id in decided.items():
            row = Responsibility.objects.get(plan=first, written=written)
            version = Task.objects.get(plan=first).version
            choose_unit(post=post, responsibility_id=row.id, version=version, at=AT, unit_id=unit_id)
        for written in ("有关部门", "某某室"):
            row = Responsibility.objects.get(plan=first, written=written)
            version = Task.objects.get(plan=first).version
            set_unit_aside(post=post, responsibility_id=row.id, version=version, reason="不属教育系统", at=AT)
        publish_plan(post=post, plan_id=first.id, version=Plan.objects.get(id=first.id).version, at=AT)
    with bound(PLATFORM):
        Unit.objects.filter(id=closing.id).update(closed_on=AT.date())
    later = replace(task, units=led_by("科学技术处", "有关部门", "关停处", "新室"))
    second = drafted_plan(tree.province, tasks=[later], supersedes=first)
    with bound(PLATFORM):
        rows = Responsibility.objects.filter(plan=second).order_by("position")
        assert list(rows.values_list("written", "unit_id", "set_aside")) == [
            ("科学技术处", tree.office.id, ""),
            ("有关部门", None, "不属教育系统"),
            ("关停处", None, ""),
            ("新室", None, ""),
        ]
