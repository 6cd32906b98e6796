"""Projects with their money, and implementation plans with their road maps."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import Tree, acting
from tests.modules.plans.task_rows import AT, PLATFORM, TODAY, HandedOut, acts, heard, last_entry
from xuezheng.engines.papers.writing.tables import as_text
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions import projects as acts_on
from xuezheng.modules.plans.documents.three_lists import project_table
from xuezheng.modules.plans.models import ImplementationPlan, Plan, Project, RoadStep, Spending
from xuezheng.modules.plans.queries.projects import Total, carrying_units, overspent, spent_on, totals, with_spent

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BEGINS, ENDS = date(2026, 4, 1), date(2026, 12, 31)


class Case:
    """A county that has a task, and its project."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.handed = HandedOut(self.tree, self.tree.counties[0], self.tree.cities[0])
        self.county = acting(self.tree.counties[0])
        self.city = acting(self.tree.cities[0])

    def open(self, **changed: Any) -> Project:
        values: dict[str, Any] = {
            "task_id": self.handed.task.id,
            "name": " 同步课堂  设备 ",
            "budget_source": "county",
            "amount": Decimal(1000),
            "begins_on": BEGINS,
            "ends_on": ENDS,
        }
        with bound(self.county):
            return acts_on.open_project(post=self.county, at=AT, **{**values, **changed})

    def spend(self, project: Project, amount: str, **changed: Any) -> Spending:
        values: dict[str, Any] = {"spent_on": TODAY, "purpose": "大屏", "amount": Decimal(amount)}
        with bound(self.county):
            return acts_on.record_spending(post=self.county, project_id=project.id, at=AT, **{**values, **changed})

    def draw_up(self) -> ImplementationPlan:
        with bound(self.county):
            return acts_on.draw_up_implementation(
                post=self.county,
                plan_id=self.handed.plan.id,
                title="实施方案",
                summary="分三步走",
                issued_on=TODAY,
                at=AT,
            )

    def add_step(self, road: ImplementationPlan, **changed: Any) -> RoadStep:
        values: dict[str, Any] = {"title": "采购", "begins_on": BEGINS, "ends_on": ENDS, "task_id": self.handed.task.id}
        with bound(self.county):
            return acts_on.add_road_step(post=self.county, implementation_id=road.id, at=AT, **{**values, **changed})


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_project_is_opened_under_a_task(case: Case) -> None:
    project = case.open()
    assert (project.name, project.unit_id, project.unit_path, project.amount) == (
        "同步课堂 设备",
        case.tree.counties[0].id,
        case.county.unit_path,
        Decimal("1000.00"),
    )
    assert last_entry() == ("plans.open_project", "同步课堂 设备", case.county.unit_path)
    assert heard("plans.ProjectOpened") == [case.county.unit_path]


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"name": " "}, "The project has no name. Say what it is.", "name"),
        ({"name": "长" * 201}, "The text has 201 characters; at most 200 fit.", "name"),
        (
            {"budget_source": "gold"},
            "“gold” is no source of money. Choose one of those listed.",
            "budget_source",
        ),
        ({"amount": Decimal(-1)}, "The amount is in yuan, 0 or more.", "amount"),
        ({"amount": Decimal("NaN")}, "The amount is in yuan, 0 or more.", "amount"),
        ({"ends_on": date(2026, 3, 1)}, "It ends on 2026-03-01, before it begins on 2026-04-01.", "ends_on"),
    ],
)
def test_a_project_is_refused_with_a_sentence(case: Case, changed: dict[str, Any], sentence: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        case.open(**changed)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert acts() == []


def test_a_project_needs_a_task_in_force_and_a_post_that_may_report(case: Case) -> None:
    with pytest.raises(NotFound):
        case.open(task_id=uuid4())
    with bound(PLATFORM):
        Plan.objects.update(closed_at=AT)
    with pytest.raises(Conflict, match="is closed, and its tasks stay as they were"):
        case.open()
    case.county = acting(case.tree.counties[0], role="analyst")
    with pytest.raises(NotAllowed):
        case.open()


def test_money_leaves_with_its_two_decimals(case: Case) -> None:
    case.open()
    spent = case.open(name="录播室")
    case.spend(spent, "600.5")
    with bound(case.county):
        rows = project_table(list(with_spent(Project.objects.all())), unit="", subtitle="").rows
    assert {(as_text(row[4]), as_text(row[5])) for row in rows} == {("1,000.00", "0.00"), ("1,000.00", "600.50")}


def test_what_is_spent_never_exceeds_the_amount_without_a_reason(case: Case) -> None:
    project = case.open()
    case.spend(project, "600")
    with pytest.raises(Refusal, match=r"Only 400\.00 yuan of the project are left") as refusal:
        case.spend(project, "400.01")
    assert refusal.value.field == "over_reason"
    case.spend(project, "400.01", over_reason="涨价")
    with bound(case.county):
        assert spent_on(project) == Decimal("1000.01")
        assert [row.name for row in overspent(with_spent(Project.objects.all()))] == ["同步课堂 设备"]
    assert last_entry()[0] == "plans.record_spending"
    assert heard("plans.SpendingRecorded") == [case.county.unit_path] * 2


@pytest.mark.parametrize(
    ("amount", "changed", "field"),
    [
        ("0", {}, "amount"),
        ("1.001", {}, "amount"),
        ("1", {"purpose": ""}, "purpose"),
        ("1", {"spent_on": TODAY + timedelta(days=1)}, "spent_on"),
        ("1", {"spent_on": BEGINS - timedelta(days=1)}, "spent_on"),
    ],
)
def test_a_spending_is_refused(case: Case, amount: str, changed: dict[str, Any], field: str) -> None:
    project = case.open()
    with pytest.raises(Refusal) as refusal:
        case.spend(project, amount, **changed)
    assert refusal.value.field == field
    with bound(PLATFORM):
        assert not Spending.objects.exists()


def test_a_spending_is_taken_back_and_no_longer_counts(case: Case) -> None:
    project = case.open()
    spending = case.spend(project, "600")
    with bound(case.county):
        with pytest.raises(Refusal, match="Say why the entry is taken back"):
            acts_on.withdraw_spending(
                post=case.county, project_id=project.id, spending_id=spending.id, reason="", at=AT
            )
        acts_on.withdraw_spending(
            post=case.county, project_id=project.id, spending_id=spending.id, reason="误记", at=AT
        )
        assert spent_on(project) == 0
        with pytest.raises(Conflict, match="taken back already"):
            acts_on.withdraw_spending(
                post=case.county, project_id=project.id, spending_id=spending.id, reason="误记", at=AT
            )
        with pytest.raises(NotFound):
            acts_on.withdraw_spending(post=case.county, project_id=project.id, spending_id=0, reason="误记", at=AT)
    assert last_entry()[0] == "plans.withdraw_spending"


def change(case: Case, project: Project, **changed: Any) -> Project:
    values: dict[str, Any] = {
        "version": 1,
        "name": "新名",
        "budget_source": "city",
        "amount": Decimal(2000),
        "begins_on": BEGINS,
        "ends_on": ENDS,
    }
    with bound(case.county):
        return acts_on.change_project(post=case.county, project_id=project.id, at=AT, **{**values, **changed})


def test_a_project_is_changed_but_not_below_what_is_spent(case: Case) -> None:
    project = case.open()
    case.spend(project, "600")
    with pytest.raises(Refusal, match=r"600\.00 yuan are spent already"):
        change(case, project, amount=Decimal(599))
    changed = change(case, project)
    assert (changed.name, changed.budget_source, changed.amount, changed.version) == ("新名", "city", Decimal(2000), 2)
    with pytest.raises(VersionIsStale):
        change(case, project)
    assert acts()[-1] == "plans.change_project"


def test_a_closed_project_stays_as_it_was(case: Case) -> None:
    project = case.open()
    with bound(case.county):
        with pytest.raises(Refusal, match="from its beginning"):
            acts_on.close_project(
                post=case.county, project_id=project.id, version=1, closed_on=TODAY + timedelta(days=1), at=AT
            )
        acts_on.close_project(post=case.county, project_id=project.id, version=1, closed_on=TODAY, at=AT)
        with pytest.raises(Conflict, match="was closed on 2026-09-01 already"):
            acts_on.close_project(post=case.county, project_id=project.id, version=2, closed_on=TODAY, at=AT)
    assert heard("plans.ProjectClosed") == [case.county.unit_path]
    with pytest.raises(Conflict, match="it stays as it was"):
        case.spend(project, "1")
    with pytest.raises(Conflict, match="it stays as it was"):
        change(case, project, version=2)


def test_an_implementation_plan_is_drawn_up_once(case: Case) -> None:
    road = case.draw_up()
    assert (road.title, road.unit_path) == ("实施方案", case.county.unit_path)
    assert last_entry() == ("plans.draw_up_implementation", "实施方案", case.county.unit_path)
    assert heard("plans.ImplementationDrawnUp") == [case.county.unit_path]
    with pytest.raises(Conflict, match="has an implementation plan for these work points already: “实施方案”"):
        case.draw_up()
    with bound(case.county):
        acts_on.change_implementation(
            post=case.county,
            implementation_id=road.id,
            version=1,
            title="实施方案（修订）",
            summary="分两步走",
            issued_on=None,
            at=AT,
        )
        with pytest.raises(VersionIsStale):
            acts_on.change_implementation(
                post=case.county, implementation_id=road.id, version=1, title="再改", summary="", issued_on=None, at=AT
            )


def test_steps_are_added_marked_and_removed(case: Case) -> None:
    road = case.draw_up()
    step = case.add_step(road)
    with bound(case.county):
        values: dict[str, Any] = {"title": "招标", "begins_on": BEGINS, "ends_on": ENDS, "at": AT}
        with pytest.raises(Refusal, match="Mark a step when it is done"):
            acts_on.change_road_step(
                post=case.county, step_id=step.id, version=1, done_on=TODAY + timedelta(days=1), **values
            )
        done = acts_on.change_road_step(post=case.county, step_id=step.id, version=1, done_on=TODAY, **values)
        assert (done.title, done.done_on, done.task_id, done.version) == ("招标", TODAY, None, 2)
        with pytest.raises(VersionIsStale):
            acts_on.remove_road_step(post=case.county, step_id=step.id, version=1, at=AT)
        acts_on.remove_road_step(post=case.county, step_id=step.id, version=2, at=AT)
        assert not RoadStep.objects.exists()
    assert acts()[-3:] == ["plans.add_road_step", "plans.change_road_step", "plans.remove_road_step"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": ""}, "title"), ({"ends_on": date(2026, 1, 1)}, "ends_on"), ({"task_id": uuid4()}, "task_id")],
)
def test_a_step_is_refused(case: Case, changed: dict[str, Any], field: str) -> None:
    road = case.draw_up()
    with pytest.raises(Refusal) as refusal:
        case.add_step(road, **changed)
    assert refusal.value.field == field


def test_days_out_of_all_proportion_are_refused(case: Case) -> None:
    road = case.draw_up()
    for changed, field, sentence in (
        ({"ends_on": date(2206, 1, 1)}, "ends_on", "2206-01-01 is not a day of this work"),
        ({"begins_on": date(202, 1, 1)}, "begins_on", "0202-01-01 is not a day of this work"),
        ({"ends_on": date(2037, 1, 1)}, "ends_on", "longer than 10 years"),
    ):
        for act in (
            lambda changed=changed: case.add_step(road, **changed),
            lambda changed=changed: case.open(**changed),
        ):
            with pytest.raises(Refusal, match=sentence) as refusal:
                act()
            assert refusal.value.field == field


def test_a_road_map_stays_readable(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuezheng.modules.plans.actions.projects.lay_road.MOST_STEPS", 2)
    road = case.draw_up()
    case.add_step(road)
    case.add_step(road)
    with pytest.raises(Conflict, match="at most 2 steps"):
        case.add_step(road)


Foreign = Callable[[Case, Project, ImplementationPlan], object]
FOREIGN: list[Foreign] = [
    lambda case, project, _road: acts_on.close_project(
        post=case.city, project_id=project.id, version=1, closed_on=TODAY, at=AT
    ),
    lambda case, project, _road: acts_on.record_spending(
        post=case.city, project_id=project.id, spent_on=TODAY, amount=Decimal(1), purpose="其他", at=AT
    ),
    lambda case, _project, road: acts_on.add_road_step(
        post=case.city, implementation_id=road.id, title="步骤", begins_on=BEGINS, ends_on=ENDS, at=AT
    ),
]


@pytest.mark.parametrize("act", FOREIGN)
def test_only_the_unit_itself_changes_what_is_its_own(case: Case, act: Foreign) -> None:
    project, road = case.open(), case.draw_up()
    with bound(case.city), pytest.raises(NotAllowed, match="Only 中原区教育局 itself changes this"):
        act(case, project, road)
    case.city = acting(case.tree.counties[2])
    with bound(case.city), pytest.raises(NotFound):
        act(case, project, road)


def test_totals_add_up_and_coverage_names_who_has_none(case: Case) -> None:
    project = case.open()
    case.open(name="第二个", amount=Decimal(50), budget_source="central")
    case.spend(project, "10")
    case.draw_up()
    with bound(case.city):
        plan = case.handed.plan
        assert totals(case.city, plan, by="unit") == [
            Total(title="中原区教育局", projects=2, amount=Decimal(1050), spent=Decimal(10))
        ]
        assert totals(case.city, plan, by="task") == [
            Total(title="1. 建设同步课堂", projects=2, amount=Decimal(1050), spent=Decimal(10))
        ]
        assert [(total.title, total.amount) for total in totals(case.city, plan, by="source")] == [
            ("county budget", Decimal(1000)),
            ("central special funds", Decimal(50)),
        ]
        found = carrying_units(case.city, plan)
        assert [(item.unit.name, item.implementation is not None) for item in found] == [
            ("郑州市教育局", False),
            ("中原区教育局", True),
        ]
