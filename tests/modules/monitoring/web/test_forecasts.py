"""What the pages say of the way to a target: a year's count, a part of a whole, a deadline that has passed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories import AT, Tree, acting, make_post
from tests.jobs import run_pending
from tests.modules.monitoring.scene import bound_plan, load
from tests.web import client_of
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring import facade
from xuezheng.modules.plans.actions.targets import bind_target
from xuezheng.modules.plans.facade import Pace
from xuezheng.modules.plans.models import Plan, Target
from xuezheng.modules.plans.queries.achievement import lines_of

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
YEARLY = """\
- code: renewed_sample
  name: {zh: 更新间数, en: Renewed}
  table: rooms_sample
  measure: year_to_date(sum(multimedia))
  better: higher
  unit: {zh: 间, en: rooms}
  decimals: 0
  periods: [quarter]
  target_style: count
"""
SHARE, COUNT = "/monitoring/indicators/multimedia_sample/", "/monitoring/indicators/renewed_sample/"
FAR = ("2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2")


def page(tree: Tree, address: str, **asked: str) -> Any:
    answer = client_of(make_post(tree.office, role="analyst")).get(address, asked, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer


def aim(tree: Tree, address: str) -> dict[str, Any]:
    (found,) = page(tree, address).context["aims"]
    return dict(found)


def counted(tree: Tree, catalog: Path, *periods: str) -> tuple[Plan, Target]:
    """One in each of eight schools in each of those quarters; forty in the year are asked."""
    file = catalog / "indicators.yaml"
    file.write_text(file.read_text(encoding="utf-8") + YEARLY, encoding="utf-8")
    facade.load_catalogue(at=AT)
    plan, target = bound_plan(tree)
    post = acting(tree.office)
    with bound(post):
        Target.objects.filter(id=target.id).update(measure="间", value=40)
        target.refresh_from_db()
        bind_target(post=post, target_id=target.id, version=target.version, code="renewed_sample", at=AT)
    for period in periods:
        load(tree.office, dict.fromkeys(tree.schools, 1), period=period)
    run_pending()
    return plan, target


def shared(tree: Tree, *counts: int) -> Target:
    """So many of ten classrooms in all schools, from one quarter to the next."""
    facade.load_catalogue(at=AT)
    _plan, target = bound_plan(tree)
    for period, count in zip(("2025Q3", "2025Q4", "2026Q1", "2026Q2"), counts, strict=True):
        load(tree.office, dict.fromkeys(tree.schools, count), period=period)
    run_pending()
    return target


def test_a_years_count_goes_on_by_what_each_quarter_adds(tree: Tree, catalog: Path) -> None:
    plan, target = counted(tree, catalog, *FAR)
    told = aim(tree, COUNT)
    assert (told["expected"], told["low"], told["high"], told["outlook"]) == ("32 rooms", "32 rooms", "32 rooms", False)
    assert told["reached_by"] == ""
    layers = page(tree, COUNT).context["course"].spec["layer"]
    assert [(point["day"], point["value"]) for point in layers[1]["data"]["values"]] == [
        ("2026-06-30", 16.0),
        ("2026-12-31", 32.0),
    ]
    assert {point["year"] for point in layers[-1]["data"]["values"]} == {2025, 2026}
    post = acting(tree.province)
    with bound(post):
        lines = {line.target.id: line for line in lines_of(post, plan, today=date(2026, 8, 1))}
        assert lines[target.id].notes[-1] == "at the present pace never"
        Target.objects.filter(id=target.id).update(value=20)
        lines = {line.target.id: line for line in lines_of(post, plan, today=date(2026, 8, 1))}
    measured = lines[target.id].measured
    assert measured is not None
    assert measured.outlook is not None
    assert (measured.outlook.pace, measured.outlook.reached_on) == (Pace.IN_TIME, date(2026, 8, 1))


def test_a_count_after_a_gap_says_what_is_not_known(tree: Tree, catalog: Path) -> None:
    counted(tree, catalog, "2025Q4", "2026Q1", "2026Q2", "2026Q3")
    told = aim(tree, COUNT)
    assert told["unforeseen"] == (
        "Too little history for a forecast: the count begins anew each year, and of four periods it must be known what they"
        " added. It is known of 3."
    )
    assert (told["expected"], told["reached_by"]) == ("", "")
    assert told["unforeseen"] in page(tree, COUNT).content.decode()
    assert page(tree, COUNT).context["absent"] == ""
    gap = page(tree, COUNT, period="2025Q4").context["absent"]
    assert gap == "Quarter 1 of 2025, Quarter 2 of 2025, Quarter 3 of 2025"
    assert page(tree, SHARE, period="2025Q4").context["absent"] == ""


def test_a_share_does_not_pass_its_whole(tree: Tree) -> None:
    target = shared(tree, 6, 7, 8, 9)
    with bound(acting(tree.office)):
        Target.objects.filter(id=target.id).update(value=100)
    told = aim(tree, SHARE)
    assert (told["expected"], told["low"], told["high"]) == ("100.0%", "100.0%", "100.0%")
    assert told["outlook"] is True


def test_a_deadline_that_has_passed_is_not_too_little_history(tree: Tree) -> None:
    target = shared(tree, 5, 6, 7, 8)
    with bound(acting(tree.office)):
        Target.objects.filter(id=target.id).update(deadline=date(2026, 3, 31))
    text = page(tree, SHARE).content.decode()
    assert "The deadline has passed: there is nothing left to forecast." in text
    assert "Too little history" not in text
