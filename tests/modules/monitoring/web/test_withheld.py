"""Few records of people: what one page withholds of a school, no other tells."""

from pathlib import Path

import pytest
from django.test import Client

from tests.factories import AT, Tree, acting, make_post
from tests.jobs import run_pending
from tests.web import client_of
from xuezheng.engines.indicators import catalogue
from xuezheng.engines.lake import declarations
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade
from xuezheng.modules.monitoring.queries.beside import values_beside

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
PERIOD = "2026Q2"
PEOPLE = """\
code: people_sample
name: {zh: 人员样表, en: People}
about: {zh: 每人一行, en: One row a person}
periods: quarter
level: person
key: [number]
unit: school
columns:
  - {name: number, type: text, title: {zh: 编号, en: Number}, required: true}
  - {name: school, type: text, title: {zh: 学校代码, en: School}, required: true}
  - {name: trained, type: boolean, title: {zh: 已培训, en: Trained}, required: true}
"""
INDICATORS = """\
- code: trained_sample
  name: {zh: 培训比例, en: Trained}
  table: people_sample
  measure: count(case when trained then 1 end) / count(*)
  better: higher
  unit: "%"
  periods: [quarter]
- code: untrained_count
  name: {zh: 未培训人数, en: Untrained}
  table: people_sample
  measure: count(case when not trained then 1 end)
  better: lower
  periods: [quarter]
  level_min: county
  target_style: count
"""
PEOPLE_OF = (2, 30, 25, 25, 25, 25, 25, 25)
"""Of each school in the tree's order: the first is small, and its neighbour would tell it."""


@pytest.fixture
def measured(tree: Tree, catalog: Path) -> Tree:
    folder = catalog / "people"
    folder.mkdir()
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    declarations.register_catalog(folder)
    (catalog / "people_indicators.yaml").write_text(INDICATORS, encoding="utf-8")
    catalogue._files.append(catalog / "people_indicators.yaml")
    facade.load_catalogue(at=AT)
    rows = [
        {"number": f"{school.code}{place}", "school": school.code, "trained": place % 2 == 0}
        for school, people in zip(tree.schools, PEOPLE_OF, strict=True)
        for place in range(people)
    ]
    post = acting(tree.office)
    with bound(post):
        source = lake_facade.RowsSource(rows=rows, name="test")
        lake_facade.load(post=post, table="people_sample", period=PERIOD, source=source, at=AT)
    run_pending()
    return tree


def client(unit: Unit, role: str = "analyst") -> Client:
    return client_of(make_post(unit, role=role))


def page(code: str = "trained_sample", more: str = "") -> str:
    return f"/monitoring/indicators/{code}/{more}"


def test_a_school_that_would_tell_its_small_neighbour_is_withheld_everywhere(measured: Tree) -> None:
    county, (small, large) = measured.counties[0], measured.schools[:2]
    seen = client(county)
    listed = seen.get(page(), {"period": PERIOD}).context["below"]
    assert [(row["name"], row["is_withheld"]) for row in listed] == [(small.name, True), (large.name, True)]
    for school in (small, large):
        assert seen.get(page(), {"unit": school.code}).context["value"] == "—"
        assert seen.get(page(more="opened/"), {"unit": school.code, "period": PERIOD}).status_code == 404
        own = client(school, "cio").get("/monitoring/indicators/").context["groups"]
        assert [line.value for group in own for line in group.lines if line.code == "trained_sample"] == ["—"]
    singles = seen.get(
        "/monitoring/home/trained_sample/units/", {"unit": county.code, "period": PERIOD, "target": "90"}
    )
    assert (singles.context["singles"], singles.context["number"]) == ([], 0)
    post = acting(county)
    with bound(post):
        paths = [county.unit_path, small.unit_path, large.unit_path]
        told = values_beside(post, codes=["trained_sample"], unit_paths=paths, on=today(AT))
    assert set(told) == {(county.unit_path, "trained_sample")}


@pytest.mark.parametrize("target", ["60", "100"])
def test_a_gap_tells_small_units_together(measured: Tree, target: str) -> None:
    gap = client(measured.counties[0]).get(page(more="gap/"), {"target": target, "period": PERIOD}).context
    assert [(row["name"], row["address"]) for row in gap["closing"]] == [
        (f"{measured.counties[0].name}：2个记录较少的单位合计", "")
    ]
    assert (gap["gap"]["list"], gap["gap"]["is_closable"]) == (2, True)


def test_other_counties_tell_their_schools(measured: Tree) -> None:
    seen = client(measured.office)
    rows = seen.get(page(), {"unit": measured.counties[1].code, "period": PERIOD}).context["below"]
    assert [(row["value"], row["is_withheld"]) for row in rows] == [("52.0%", False)] * 2
    assert seen.get(page(), {"unit": measured.schools[2].code}).context["value"] == "52.0%"


def test_what_is_told_of_counties_and_above_has_no_page_of_a_school(measured: Tree) -> None:
    seen = client(measured.office)
    assert seen.get(page("untrained_count"), {"unit": measured.counties[1].code}).context["below"] == []
    assert seen.get(page("untrained_count"), {"unit": measured.schools[2].code}).context["value"] == "—"
    gap = seen.get(page("untrained_count", "gap/"), {"target": "3"}).context
    assert (gap["gap"]["unlisted"], gap["gap"]["is_reached"], gap["closing"]) == ("count", False, [])
