"""The demonstration's own document, read back: every task, unit, target and milestone of it, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from xuezheng.engines.papers.reading import Reading, read_paper
from xuezheng.engines.papers.reading import structure as read
from xuezheng.site.demo.plans.catalogues import catalogue, paper_text

pytestmark = pytest.mark.unit

EXPECTED = yaml.safe_load((Path(__file__).parent / "work_points.expected.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_paper(paper_text("work_points.txt", year=2026))


def _target(target: read.Target) -> list[object]:
    return [target.indicator, target.comparator, target.value, target.unit, target.kind, target.core, target.deadline]


def _task(reading: Reading, task: read.Task) -> dict[str, Any]:
    place = f"task:{task.number}"
    found: dict[str, Any] = {
        "number": task.number,
        "heading": task.heading,
        "units": [unit.name for said in task.assignments for unit in said.units],
    }
    targets = [_target(target) for target in reading.targets if target.task_or_goal == place]
    milestones = [f"{item.verb}{item.deliverable}" for item in reading.milestones if item.task_or_goal == place]
    return found | ({"targets": targets} if targets else {}) | ({"milestones": milestones} if milestones else {})


def _dated(task: dict[str, Any]) -> dict[str, Any]:
    """YAML reads days as days."""
    targets = [[*row[:6], row[6].isoformat() if row[6] else None] for row in task.get("targets", [])]
    return task | ({"targets": targets} if targets else {})


def test_the_work_points_read_as_the_plan(reading: Reading) -> None:
    assert [_task(reading, task) for task in reading.tasks] == [_dated(task) for task in EXPECTED["tasks"]]
    assert reading.not_understood == ()


def test_its_head_and_goals_read_as_they_stand(reading: Reading) -> None:
    assert reading.plan_title
    assert reading.doc_number
    assert reading.date
    assert [reading.plan_title.text, reading.doc_number.text, reading.date.iso, len(reading.goals)] == [
        EXPECTED["title"],
        EXPECTED["doc_number"],
        EXPECTED["issued_on"].isoformat(),
        EXPECTED["goals"],
    ]
    told = [
        [item.task_or_goal.removeprefix("goal:"), item.indicator, item.comparator, item.value, item.unit]
        for item in reading.targets
        if item.task_or_goal.startswith("goal:")
    ]
    assert told == EXPECTED["goal_targets"]


@pytest.mark.parametrize("told", catalogue("papers")["papers"], ids=lambda told: told["code"])
def test_every_paper_names_the_year_it_is_loaded_for_and_says_that_it_is_made_up(told: dict[str, Any]) -> None:
    text = paper_text(told["file"], year=2029)
    reading = read_paper(text)

    assert reading.plan_year == 2029
    assert "2026" not in text
    assert "此件为演示文件" in text
    assert reading.tasks
