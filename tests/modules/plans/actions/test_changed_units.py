"""Units that move, merge, split or close while they hold tasks: work goes with the unit, and nobody owes what nobody can do."""

from datetime import date
from typing import Any

import pytest

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.plans.builders import drafted_plan
from tests.modules.plans.task_rows import AT, PLATFORM, HandedOut, acts, attached, fresh, inbox_of
from xuezheng.engines.inbox.models import Todo
from xuezheng.kernel.files.models import Attachment, StoredContent
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import close_unit, merge_units, move_unit, split_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions import assignments as acts_on
from xuezheng.modules.plans.actions.changed_units import follow_unit
from xuezheng.modules.plans.actions.corrections.plan_heads import change_plan
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Plan, ProgressReport, Task, TaskTally
from xuezheng.modules.plans.queries.own import own_tasks
from xuezheng.modules.plans.todos import open_task_todos

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
MAY = date(2026, 5, 1)


def now(unit: Unit) -> Unit:
    with bound(PLATFORM):
        return Unit.objects.get(id=unit.id)


def moved(tree: Tree, unit: Unit, to: Unit) -> Unit:
    with bound(acting(tree.province)) as post:
        version = now(unit).version
        move_unit(post=post, unit_id=unit.id, version=version, parent_id=to.id, effective_on=MAY, at=AT)
    run_pending()
    return now(unit)


def told(*rows: Assignment) -> None:
    """The to-dos that handing out would have opened."""
    with bound(PLATFORM):
        known = Assignment.objects.filter(id__in=[row.id for row in rows]).select_related("task", "plan__unit", "unit")
        open_task_todos(list(known), at=AT)


def reported(row: Assignment, month: str = "2026-08") -> ProgressReport:
    """Put down as it is, since a school with people at it could not end."""
    with bound(PLATFORM):
        return ProgressReport.objects.create(
            assignment=row,
            unit_path=row.unit_path,
            month=month,
            text="已建成三间",
            person_name="演示",
            reported_at=AT,
        )


def tallies(plan: Plan) -> list[tuple[str, str, int]]:
    with bound(PLATFORM):
        rows = TaskTally.objects.filter(plan_id=plan.id).exclude(number=0).order_by("unit_path", "state")
        return list(rows.values_list("unit_path", "state", "number"))


def test_a_school_that_moves_takes_its_tasks_along() -> None:
    tree = Tree()
    handed = HandedOut(tree, *tree.schools[:2])
    row, other = handed.assignments
    report = reported(row)
    attached(row)
    attached(row, kind="plans.progress_report", key=report.id)
    school = moved(tree, tree.schools[0], tree.counties[3])
    assert fresh(row).unit_path == school.unit_path == f"{tree.counties[3].unit_path}u00011."
    assert fresh(other).unit_path == tree.schools[1].unit_path
    with bound(acting(school, role="school_administrator")) as post:
        assert [task.row.id for task in own_tasks(post, day=AT.date())] == [row.id]
        assert [report.month for report in ProgressReport.objects.all()] == ["2026-08"]
        assert Attachment.objects.select_related("content").filter(content__unit_path=school.unit_path).count() == 2
        submitted = acts_on.submit_assignment(post=post, assignment_id=row.id, version=1, at=AT)
    assert submitted.submitted_at == AT
    with bound(PLATFORM):
        assert AssignmentStep.objects.get(assignment=row).unit_path == school.unit_path
    assert tallies(handed.plan) == [
        (tree.counties[0].unit_path, "open", 1),
        (tree.counties[3].unit_path, "submitted", 1),
    ]
    with bound(acting(tree.counties[0])) as county, pytest.raises(NotFound):
        acts_on.submit_assignment(post=county, assignment_id=row.id, version=2, at=AT)


def test_what_is_no_longer_in_force_stays_at_the_place_of_its_time() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.schools[0])
    with bound(PLATFORM):
        Plan.objects.update(closed_at=AT)
    moved(tree, tree.schools[0], tree.counties[3])
    assert fresh(handed.assignments[0]).unit_path == tree.schools[0].unit_path


def test_a_county_that_moves_keeps_its_own_plans() -> None:
    tree = Tree()
    draft = drafted_plan(tree.counties[0], title="中原区工作要点")
    county = moved(tree, tree.counties[0], tree.cities[1])
    with bound(acting(county)) as post:
        plan = change_plan(post=post, plan_id=draft.id, version=draft.version, issuer="中原区教育局", at=AT)
        assert plan.unit_path == county.unit_path
        assert set(Task.objects.filter(plan=plan).values_list("unit_path", flat=True)) == {county.unit_path}


def test_a_second_telling_changes_nothing() -> None:
    tree = Tree()
    HandedOut(tree, tree.schools[0])
    old_path = tree.schools[0].unit_path
    moved(tree, tree.schools[0], tree.counties[3])
    with bound(PLATFORM):
        before = list(Assignment.objects.values())
        assert follow_unit(old_path=old_path, at=AT) == 0
        assert list(Assignment.objects.values()) == before


def ended(tree: Tree, unit: Unit, act: Any, **more: Any) -> None:
    with bound(acting(tree.province)) as post:
        act(post=post, effective_on=MAY, at=AT, **more)
    run_pending()


def test_a_merged_school_passes_on_what_its_successor_has_not_got_yet() -> None:
    tree = Tree()
    handed = HandedOut(tree, *tree.schools[:2])
    second = handed.add_task("2", "建立制度", lead=tree.office)
    only_here = handed.assign(tree.schools[0], second)
    reported(only_here)
    told(*handed.assignments, only_here)
    into, ending = now(tree.schools[1]), now(tree.schools[0])
    ended(tree, ending, merge_units, versions={ending.id: ending.version}, into_id=into.id, into_version=into.version)
    assert (fresh(only_here).unit_id, fresh(only_here).unit_path, fresh(only_here).version) == (
        into.id,
        into.unit_path,
        2,
    )
    with bound(PLATFORM):
        assert not Assignment.objects.filter(id=handed.assignments[0].id).exists()
        assert ProgressReport.objects.get().unit_path == into.unit_path
        assert set(Todo.objects.filter(closed_at=None).values_list("unit_id", flat=True)) == {into.id}
    assert sorted(inbox_of(into)) == ["Task 1: 建设同步课堂", "Task 2: 建立制度"]
    assert sorted(acts()[-2:]) == ["plans.pass_on_assignment", "plans.take_back_assignment"]
    assert tallies(handed.plan) == [(tree.counties[0].unit_path, "open", 1)] * 2


def test_a_closed_school_owes_nothing_and_what_it_reported_stays_in_the_journal() -> None:
    tree = Tree()
    handed = HandedOut(tree, *tree.schools[:2])
    open_row, submitted = (
        handed.assignments[0],
        handed.assign(tree.schools[0], handed.add_task("2", "建立制度", lead=tree.office)),
    )
    reported(open_row)
    told(*handed.assignments)
    with bound(PLATFORM):
        Assignment.objects.filter(id=submitted.id).update(submitted_at=AT)
    school = now(tree.schools[0])
    ended(tree, school, close_unit, unit_id=school.id, version=school.version)
    with bound(PLATFORM):
        assert set(Assignment.objects.values_list("id", flat=True)) == {submitted.id, handed.assignments[1].id}
        entry = Entry.objects.get(act="plans.take_back_assignment")
        assert entry.before == {"due_on": "2026-11-30", "reports": {"2026-08": "已建成三间"}}
    assert inbox_of(tree.schools[0]) == []
    with bound(acting(tree.office, role="officer")) as lead:
        assert acts_on.accept_assignment(post=lead, assignment_id=submitted.id, version=1, at=AT).accepted_at == AT


def test_each_school_that_came_out_of_one_has_its_tasks() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.schools[0])
    school = now(tree.schools[0])
    into = [
        UnitDraft(name=name, code=code, kind=UnitKind.PRIMARY, parent_id=tree.counties[0].id, effective_on=MAY)
        for name, code in (("演示东校", "2141999001"), ("演示西校", "2141999002"))
    ]
    ended(tree, school, split_unit, unit_id=school.id, version=school.version, into=into, goes_on=False)
    with bound(PLATFORM):
        rows = Assignment.objects.filter(task=handed.task).select_related("unit")
        assert sorted(row.unit.name for row in rows) == ["演示东校", "演示西校"]
        assert {row.unit_path == row.unit.unit_path for row in rows} == {True}


def test_a_school_that_goes_on_beside_a_new_one_keeps_its_tasks() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.schools[0])
    school = now(tree.schools[0])
    new = UnitDraft(
        name="演示分校", code="2141999003", kind=UnitKind.PRIMARY, parent_id=tree.counties[0].id, effective_on=MAY
    )
    ended(tree, school, split_unit, unit_id=school.id, version=school.version, into=[new], goes_on=True)
    with bound(PLATFORM):
        assert list(Assignment.objects.values_list("id", flat=True)) == [handed.assignments[0].id]


def test_the_new_place_keeps_a_content_once() -> None:
    """The same file is at the new place already: it is not kept twice."""
    tree = Tree()
    handed = HandedOut(tree, tree.schools[0])
    attached(handed.assignments[0])
    with bound(PLATFORM):
        content = StoredContent.objects.get()
        path = f"{tree.counties[3].unit_path}u00011."
        there = StoredContent.objects.create(
            unit_path=path, sha256=content.sha256, size=1, media_type="text/plain", stored_at=AT
        )
    moved(tree, tree.schools[0], tree.counties[3])
    with bound(PLATFORM):
        assert Attachment.objects.get().content_id == there.id


def test_who_was_closed_before_the_tasks_were_handed_out_gets_none() -> None:
    tree = Tree()
    draft = drafted_plan(tree.province)
    with bound(acting(tree.province)) as post:
        publish_plan(post=post, plan_id=draft.id, version=draft.version, at=AT)
    with bound(PLATFORM):
        Unit.objects.filter(id=tree.cities[1].id).update(closed_on=MAY)
    run_pending()
    with bound(PLATFORM):
        assert set(Assignment.objects.filter(task__number="1").values_list("unit_id", flat=True)) == {
            tree.office.id,
            tree.cities[0].id,
        }
