"""How bound targets stand at units: found out with the values, kept by unit, read within a post's scope."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.monitoring.scene import PERIOD, bound_plan, load, measured_plan
from tests.modules.plans.builders import AT as PUBLISHED
from tests.modules.plans.builders import published_plan
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring import facade
from xuezheng.modules.monitoring.actions.refresh_standings import refresh_standings
from xuezheng.modules.monitoring.models import TargetStanding
from xuezheng.modules.monitoring.policies.measuring import can_view_target_standing, target_standings_visible_to
from xuezheng.modules.plans.actions.targets import unbind_target
from xuezheng.modules.plans.facade import Pace
from xuezheng.modules.plans.models import Target
from xuezheng.modules.plans.queries.achievement import lines_of

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
TODAY = date(2026, 8, 1)


def kept() -> dict[str, TargetStanding]:
    with bound(system_post("test")):
        return {row.unit_path: row for row in TargetStanding.objects.all()}


def facts(row: TargetStanding) -> tuple[Any, ...]:
    return round(row.value or 0, 6), round(row.missing, 6), row.short_units, row.closing_units, row.closable


def test_standings_are_found_out_with_the_values(tree: Tree) -> None:
    """67 of 80 classrooms have it and 72 are asked: the school that misses seven would do."""
    measured_plan(tree)
    rows = kept()
    assert set(rows) == {unit.unit_path for unit in [tree.province, *tree.cities, *tree.counties]}
    assert facts(rows[tree.province.unit_path]) == (0.8375, 5.0, 2, 1, True)
    assert [(place["path"], place["units"], place["missing"], place["points"]) for place in rows["cn.41."].places] == [
        (tree.counties[0].unit_path, 1, 7.0, 8.75)
    ]
    assert facts(rows[tree.counties[1].unit_path]) == (0.8, 2.0, 1, 1, True)
    assert [place["path"] for place in rows[tree.counties[1].unit_path].places] == [tree.schools[2].unit_path]
    assert facts(rows[tree.counties[3].unit_path]) == (1.0, 0.0, 0, 0, True)


def test_only_what_changed_is_found_out_anew(tree: Tree) -> None:
    measured_plan(tree)
    before = kept()
    load(tree.counties[1], {tree.schools[2]: 9, tree.schools[3]: 10})
    run_pending()
    after = kept()
    same = {path for path, row in after.items() if row.id == before[path].id}
    assert same == {tree.cities[1].unit_path, tree.counties[2].unit_path, tree.counties[3].unit_path}
    assert facts(after[tree.province.unit_path]) == (0.875, 2.0, 1, 1, True)
    by_parts = {path: facts(row) for path, row in after.items()}
    with bound(system_post("test")):
        TargetStanding.objects.all().delete()
        refresh_standings.queue(post=system_post("monitoring"), at=PUBLISHED, args={"table": "rooms_sample"})
    run_pending()
    assert {path: facts(row) for path, row in kept().items()} == by_parts


def test_a_job_for_what_is_done_writes_nothing(tree: Tree) -> None:
    measured_plan(tree)
    before = {row.id for row in kept().values()}
    with bound(system_post("test")):
        refresh_standings.queue(post=system_post("monitoring"), at=PUBLISHED, args={"table": "rooms_sample"})
    run_pending()
    assert {row.id for row in kept().values()} == before


def test_a_target_bound_later_is_found_out_then_and_one_let_go_is_forgotten(tree: Tree) -> None:
    facade.load_catalogue(at=PUBLISHED)
    load(tree.office, dict.fromkeys(tree.schools, 5))
    run_pending()
    assert kept() == {}
    _plan, target = bound_plan(tree)
    run_pending()
    assert facts(kept()["cn.41."]) == (0.5, 32.0, 8, 8, True)
    post = acting(tree.province)
    with bound(post):
        unbind_target(post=post, target_id=target.id, version=target.version, at=PUBLISHED)
        refresh_standings.queue(post=system_post("monitoring"), at=PUBLISHED, args={"table": "rooms_sample"})
    run_pending()
    assert kept() == {}


def test_a_plans_lines_say_what_would_do(tree: Tree) -> None:
    plan, target = measured_plan(tree)
    post = acting(tree.province)
    with bound(post):
        line = next(line for line in lines_of(post, plan, today=TODAY) if line.target.id == target.id)
    assert (line.value, line.gap, line.tone, list(line.notes)) == (
        "83.8%",
        "6.2 pp short",
        "warn",
        ["1 unit closing its gap would do", "too little history for a forecast"],
    )
    assert line.measured is not None
    assert (line.measured.period, line.measured.as_of, line.measured.by_system) == (PERIOD, date(2026, 6, 30), False)


@pytest.mark.parametrize("depth", ["county", "school"])
def test_a_number_in_other_terms_is_not_taken_for_the_targets(tree: Tree, depth: str) -> None:
    plan, target = measured_plan(tree)
    unit = {"county": tree.counties[0], "school": tree.schools[0]}[depth]
    post = acting(tree.province)
    with bound(post):
        Target.objects.filter(id=target.id).update(measure="项", value=1)
        lines = lines_of(post, plan, today=TODAY, unit_path=unit.unit_path)
    assert {line.target.id: line.measured for line in lines}[target.id] is None


def test_a_county_reads_its_own_and_none_beside(tree: Tree) -> None:
    plan, target = measured_plan(tree)
    county = acting(tree.counties[1])
    with bound(county):
        own = lines_of(county, plan, today=TODAY, unit_path=tree.counties[1].unit_path)
        other = lines_of(county, plan, today=TODAY, unit_path=tree.counties[0].unit_path)
        above = lines_of(county, plan, today=TODAY)
    assert [line.value for line in own if line.target.id == target.id] == ["80%"]
    assert {line.value for line in [*other, *above]} == {"—"}


def test_history_tells_when(tree: Tree) -> None:
    facade.load_catalogue(at=PUBLISHED)
    plan, target = bound_plan(tree)
    for number, period in enumerate(("2025Q3", "2025Q4", "2026Q1", "2026Q2"), start=4):
        load(tree.office, dict.fromkeys(tree.schools, number), period=period)
    run_pending()
    post = acting(tree.province)
    with bound(post):
        line = next(line for line in lines_of(post, plan, today=TODAY) if line.target.id == target.id)
    assert line.measured is not None
    assert line.measured.outlook is not None
    assert (line.measured.value, line.measured.outlook.pace, line.tone) == (Decimal("70.0"), Pace.IN_TIME, "")
    assert line.notes[-1] == "expected to be reached by 2026-12"


def test_policy_pair(tree: Tree) -> None:
    measured_plan(tree)
    rows = list(kept().values())
    for unit in (tree.province, tree.cities[0], tree.counties[0], tree.schools[0]):
        post = acting(unit)
        with bound(post):
            seen = {row.unit_path for row in target_standings_visible_to(post)}
        assert seen == {row.unit_path for row in rows if can_view_target_standing(post, row)}
    with bound(system_post("test")):
        assert Target.objects.filter(indicator_code="multimedia_sample").count() == 1


def test_a_published_plan_that_no_indicator_measures_has_nothing_computed(tree: Tree) -> None:
    facade.load_catalogue(at=PUBLISHED)
    run_pending()
    queued = ProcrastinateJob.objects.filter(task_name="monitoring.refresh_standings")
    before = queued.count()
    published_plan(tree.province)
    run_pending()
    assert queued.count() == before
