"""Corrections of a draft: each does what it says, is refused where it must be, and is journaled."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import Tree, acting, make_unit
from tests.modules.plans.actions.conftest import last_entry
from tests.modules.plans.builders import AT, drafted_plan, led_by, published_plan
from xuezheng.kernel.refusals import NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import UnitAlias
from xuezheng.modules.plans.actions.corrections import (
    headings,
    milestones,
    plan_heads,
    removing,
    splitting,
    targets,
    tasks,
    units,
)
from xuezheng.modules.plans.drafts import TaskDraft
from xuezheng.modules.plans.models import Goal, Milestone, Plan, Responsibility, Section, Target, Task
from xuezheng.modules.plans.refusals import EditionExists, PlanIsNotADraft, PlanIsNotYours

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def task_of(plan: Plan, number: str = "1") -> Task:
    return Task.objects.get(plan=plan, number=number)


def numbers(plan: Plan) -> list[str]:
    return list(Task.objects.filter(plan=plan).order_by("position").values_list("number", flat=True))


def test_a_task_is_changed_and_the_change_is_journaled(editor: ActingPost, draft: Plan) -> None:
    task = task_of(draft)
    changed = tasks.change_task(
        post=editor, task_id=task.id, version=1, heading="改善条件", due_on=date(2026, 6, 30), at=AT
    )
    assert (changed.heading, changed.due_on, changed.number, changed.version) == ("改善条件", date(2026, 6, 30), "1", 2)
    assert last_entry() == (
        "plans.change_task",
        {"heading": "改善学校信息化基础条件", "due_on": "2026-12-31"},
        {"task": "1. 改善条件", "heading": "改善条件", "due_on": "2026-06-30"},
    )
    assert Plan.objects.get(id=draft.id).version == draft.version + 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"heading": "  "}, "heading", "A task says in its heading what is to be done."),
        ({"number": "2"}, "number", "Number 2 belongs to “推进网络学习空间应用”. Give this task another."),
        (
            {"due_on": date(2025, 12, 31)},
            "due_on",
            "2025-12-31 lies outside of the time of these work points (2026 and after). Choose a later day.",
        ),
    ],
)
def test_a_task_is_refused_with_a_sentence(
    editor: ActingPost, draft: Plan, changes: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        tasks.change_task(post=editor, task_id=task_of(draft).id, version=1, at=AT, **changes)
    assert (refused.value.field, str(refused.value)) == (field, sentence)
    assert task_of(draft).version == 1


def every_correction(plan: Plan) -> dict[str, Callable[..., object]]:
    """Each act on a part, with what it needs, but for post and version."""
    task, target = task_of(plan), Target.objects.filter(plan=plan, task__isnull=False).get()
    goal, section = Goal.objects.get(plan=plan), Section.objects.get(plan=plan)
    unit = Responsibility.objects.get(task=task, written="科技处")
    stone = Milestone.objects.create(plan=plan, task=task, name="数据中心", unit_path=plan.unit_path)
    return {
        "section": lambda **who: headings.change_section(section_id=section.pk, heading="任务", at=AT, **who),
        "goal": lambda **who: headings.change_goal(goal_id=goal.id, text="目标", at=AT, **who),
        "task": lambda **who: tasks.change_task(task_id=task.id, heading="任务", at=AT, **who),
        "target": lambda **who: targets.change_target(target_id=target.id, value=Decimal(85), at=AT, **who),
        "no target": lambda **who: targets.dismiss_target(target_id=target.id, at=AT, **who),
        "new target": lambda **who: targets.add_target(task_id=task.id, phrase="接入率", at=AT, **who),
        "milestone": lambda **who: milestones.change_milestone(milestone_id=stone.id, name="中心", at=AT, **who),
        "new milestone": lambda **who: milestones.add_milestone(task_id=task.id, name="平台", at=AT, **who),
        "new unit": lambda **who: units.name_unit(task_id=task.id, written="财务处", at=AT, **who),
        "chosen unit": lambda **who: units.choose_unit(responsibility_id=unit.id, group="city_bureaus", at=AT, **who),
        "unit set aside": lambda **who: units.set_unit_aside(
            responsibility_id=unit.id, reason="不属教育", at=AT, **who
        ),
        "role": lambda **who: units.change_role(responsibility_id=unit.id, lead=False, at=AT, **who),
        "removed unit": lambda **who: removing.remove_unit(responsibility_id=unit.id, at=AT, **who),
        "removed target": lambda **who: removing.remove_part(kind="target", part_id=target.id, at=AT, **who),
        "removed task": lambda **who: removing.remove_part(kind="task", part_id=task.id, at=AT, **who),
        "split": lambda **who: splitting.split_task(task_id=task.id, place=3, at=AT, **who),
        "merged": lambda **who: splitting.merge_task(task_id=task.id, next_version=1, at=AT, **who),
    }


CORRECTIONS = [
    "section", "goal", "task", "target", "no target", "new target", "milestone", "new milestone", "new unit",
    "chosen unit", "unit set aside", "role", "removed unit", "removed target", "removed task", "split", "merged",
]  # fmt: skip


@pytest.mark.parametrize("name", CORRECTIONS)
def test_whoever_saw_an_older_version_is_refused(tree: Tree, editor: ActingPost, name: str) -> None:
    plan = drafted_plan(tree.province)
    correct = every_correction(plan)[name]
    with pytest.raises(VersionIsStale):
        correct(post=editor, version=7)
    assert Plan.objects.get(id=plan.id).version == plan.version


@pytest.mark.parametrize("name", CORRECTIONS)
def test_only_posts_of_the_issuing_unit_correct(tree: Tree, name: str) -> None:
    """The province sees the city's draft; the sister city does not know of it."""
    plan = drafted_plan(tree.cities[0])
    with bound(acting(tree.province)) as above:
        correct = every_correction(plan)[name]
        with pytest.raises(PlanIsNotYours):
            correct(post=above, version=1)
    with bound(acting(tree.cities[1])) as beside, pytest.raises(NotFound):
        correct(post=beside, version=1)
    with bound(acting(tree.cities[0], role="analyst")) as reader, pytest.raises(PlanIsNotYours):
        correct(post=reader, version=1)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_what_is_published_stays(tree: Tree, editor: ActingPost, name: str) -> None:
    plan = published_plan(tree.province)
    correct = every_correction(plan)[name]
    with pytest.raises(PlanIsNotADraft):
        correct(post=editor, version=1)


def test_a_task_is_added_after_another_with_the_next_number(editor: ActingPost, draft: Plan) -> None:
    first = task_of(draft)
    added = tasks.insert_task(post=editor, plan_id=draft.id, after_id=first.id, heading="开展培训", at=AT)
    assert numbers(draft) == ["1", "3", "2"]
    assert (added.section, added.due_on, added.number_printed) == (first.section, date(2026, 12, 31), False)
    assert last_entry()[0] == "plans.insert_task"


def test_targets_are_changed_added_and_said_to_be_none(editor: ActingPost, draft: Plan) -> None:
    target = Target.objects.get(plan=draft, task__number="2")
    changed = targets.change_target(
        post=editor, target_id=target.id, version=1, value=Decimal(85), deadline=date(2026, 9, 30), at=AT
    )
    assert (changed.value, changed.deadline, changed.phrase) == (
        Decimal(85),
        date(2026, 9, 30),
        "教师网络学习空间开通率",
    )
    none = targets.dismiss_target(post=editor, target_id=target.id, version=2, at=AT)
    assert (none.core, none.kind) == (False, Target.Kind.NOMINAL)
    goal = Goal.objects.get(plan=draft)
    added = targets.add_target(
        post=editor, goal_id=goal.id, version=1, phrase="接入率", value=Decimal(100), measure="%", at=AT
    )
    assert (added.goal, added.task, added.core) == (goal, None, True)
    with pytest.raises(Refusal, match="Choose one of ≥"):
        targets.change_target(post=editor, target_id=added.id, version=1, comparator="≈≈", at=AT)


def test_a_written_name_is_decided_wherever_it_stands_and_remembered(tree: Tree, editor: ActingPost) -> None:
    research = make_unit("u00002", parent=tree.province, kind=UnitKind.AFFILIATE, name="基础教育教学研究室")
    plan = drafted_plan(
        tree.province,
        tasks=[TaskDraft(number=number, heading=f"任务{number}", units=led_by("教研室")) for number in ("1", "2")],
    )
    row = Responsibility.objects.filter(plan=plan).order_by("task__number")[0]
    units.choose_unit(post=editor, responsibility_id=row.id, version=1, unit_id=research.id, remember=True, at=AT)
    meant = Responsibility.objects.filter(plan=plan).values_list("unit__name", flat=True)
    assert list(meant) == ["基础教育教学研究室"] * 2
    assert list(UnitAlias.objects.filter(unit=research).values_list("name", flat=True)) == ["教研室"]
    assert {task.version for task in Task.objects.filter(plan=plan)} == {2}
    next_year = drafted_plan(
        tree.province, year=2027, tasks=[TaskDraft(number="1", heading="任务", units=led_by("教研室"))]
    )
    assert Responsibility.objects.get(plan=next_year).unit_id == research.id


def test_a_name_that_two_units_bear_is_never_guessed(tree: Tree, editor: ActingPost) -> None:
    both = [
        make_unit(segment, parent=tree.province, kind=UnitKind.OFFICE, name=name)
        for segment, name in (("u00003", "基础教育一处"), ("u00004", "基础教育二处"))
    ]
    for unit in both:
        UnitAlias.objects.create(unit=unit, name="基教处", unit_path=unit.unit_path)
    plan = drafted_plan(tree.province, tasks=[TaskDraft(number="1", heading="任务", units=led_by("基教处"))])
    row = Responsibility.objects.get(plan=plan)
    assert (row.unit, row.group, sorted(row.candidates)) == (None, "", sorted(unit.id for unit in both))
    with pytest.raises(Refusal, match="Choose one unit, or one group of units"):
        units.choose_unit(post=editor, responsibility_id=row.id, version=1, at=AT)


def test_two_tasks_become_one_and_one_becomes_two(editor: ActingPost, draft: Plan) -> None:
    task = task_of(draft)
    tasks.change_task(post=editor, task_id=task.id, version=1, text="加快网络建设。开展结对帮扶。", at=AT)
    new = splitting.split_task(post=editor, task_id=task.id, version=2, place=7, at=AT)
    assert (task_of(draft).text, new.number, new.heading, new.text) == ("加快网络建设。", "1-2", "开展结对帮扶", "")
    assert numbers(draft) == ["1", "1-2", "2"]
    assert list(Responsibility.objects.filter(task=new).order_by("position").values_list("written", "role")) == [
        ("科技处", "lead"),
        ("各省辖市教育局", "support"),
    ]
    merged = splitting.merge_task(post=editor, task_id=new.id, version=1, next_version=1, at=AT)
    assert (merged.text, numbers(draft)) == ("推进网络学习空间应用。", ["1", "1-2"])
    assert Target.objects.filter(task=merged).count() == 1
    with pytest.raises(Refusal, match="This is the last task"):
        splitting.merge_task(post=editor, task_id=merged.id, version=merged.version, next_version=1, at=AT)


def test_the_head_is_changed_but_never_to_a_title_that_exists(tree: Tree, editor: ActingPost, draft: Plan) -> None:
    other = drafted_plan(tree.province, year=2027)
    changed = plan_heads.change_plan(
        post=editor, plan_id=draft.id, version=draft.version, doc_number="演教科〔2026〕1号", at=AT
    )
    assert (changed.doc_number, changed.title) == ("演教科〔2026〕1号", draft.title)
    with pytest.raises(EditionExists):
        plan_heads.change_plan(
            post=editor, plan_id=draft.id, version=changed.version, title=other.title, year=2027, at=AT
        )
    with pytest.raises(VersionIsStale):
        plan_heads.change_plan(post=editor, plan_id=draft.id, version=draft.version, year=2027, at=AT)


def test_a_removed_task_goes_with_what_belongs_to_it(editor: ActingPost, draft: Plan) -> None:
    removing.remove_part(post=editor, kind="task", part_id=task_of(draft, "2").id, version=1, at=AT)
    assert (numbers(draft), Target.objects.filter(plan=draft, task__isnull=False).count()) == (["1"], 0)
    assert last_entry()[0] == "plans.remove_task"
    section = Section.objects.get(plan=draft)
    removing.remove_part(post=editor, kind="section", part_id=section.pk, version=1, at=AT)
    assert task_of(draft).section is None
