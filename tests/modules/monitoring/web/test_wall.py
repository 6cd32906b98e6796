"""The wall shows one target after the other, within the scope of who hangs it up; the home's card shows one on the map."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Tree, make_post
from tests.jobs import run_pending
from tests.modules.monitoring.scene import load, measured_plan
from tests.web import client_of
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.web.home.beside import HEIGHT
from xuezheng.modules.monitoring.web.home.now import seconds_each

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]


def client_at(unit: Unit, *, role: str = "administrator") -> Client:
    client = client_of(make_post(unit, role=role))
    client.cookies["language"] = "en"
    return client


def test_the_wall_shows_a_target_large(tree: Tree) -> None:
    _plan, target = measured_plan(tree)
    answer = client_at(tree.province).get(reverse("wall"), {"at": "7"})
    text = answer.content.decode()
    assert answer.context["target"].id == target.id
    assert (answer.context["number"], answer.context["count"], answer.context["seconds"]) == (1, 1, seconds_each())
    assert "<script>" not in text
    assert "style=" not in text
    assert "6.2 pp short" in text


@pytest.mark.parametrize("at", ["", "-1", "x", "999999999", "１"])
def test_a_strange_place_is_the_first(tree: Tree, at: str) -> None:
    measured_plan(tree)
    assert client_at(tree.province).get(reverse("wall"), {"at": at}).context["number"] == 1


def test_a_wall_without_values_says_so(tree: Tree) -> None:
    answer = client_at(tree.province).get(reverse("wall"))
    assert answer.status_code == 200
    assert "No value of a followed target is there yet." in answer.content.decode()


def test_a_county_hangs_up_its_own(tree: Tree) -> None:
    measured_plan(tree)
    answer = client_at(tree.counties[1]).get(reverse("wall"))
    assert answer.context["target"].value_text == "80%"
    assert answer.context["now"].unit_name == tree.counties[1].name


def test_the_homes_card_fetches_the_first_that_is_short(tree: Tree) -> None:
    _plan, target = measured_plan(tree)
    client = client_at(tree.cities[0])
    assert reverse("target-map") in client.get("/").content.decode()
    answer = client.get(reverse("target-map"))
    assert answer.context["target"].id == target.id
    assert answer.context["target"].value_text == "70%"
    school = client_at(tree.schools[0], role="school_administrator")
    assert reverse("target-map") not in school.get("/").content.decode()


def test_a_county_shows_its_units_farthest_from_the_target(tree: Tree) -> None:
    measured_plan(tree)
    answer = client_at(tree.counties[1]).get(reverse("wall"))
    found = [(each.name, text, each.short) for each, text in answer.context["beside"].singles]
    assert found == [(tree.schools[2].name, "60.0%", True), (tree.schools[3].name, "100.0%", False)]
    assert tree.schools[2].name in answer.content.decode()


def test_a_school_shows_its_course_and_before_there_is_one_nothing(tree: Tree) -> None:
    measured_plan(tree)
    client = client_at(tree.schools[2], role="school_administrator")
    alone = client.get(reverse("wall"))
    assert alone.context["beside"] is None
    assert ' alone">' in alone.content.decode()

    load(tree.office, {tree.schools[2]: 8}, period="2026Q3")
    run_pending()

    figure = client.get(reverse("wall")).context["beside"].figure
    assert [row[1].text for row in figure.table.rows[-2:]] == ["80.0%", "60.0%"]
    assert figure.spec["height"] == HEIGHT


def test_the_map_on_the_wall_asks_for_no_choice(tree: Tree) -> None:
    measured_plan(tree)
    with bound(system_post("test")):
        for unit in (tree.province, *tree.cities):
            digits = next(part for part in reversed(unit.unit_path.split(".")) if part.isdigit())
            Unit.objects.filter(id=unit.id).update(region_code=digits.ljust(6, "0"))
    answer = client_at(tree.province).get(reverse("wall"))
    assert answer.context["beside"].figure.spec["layer"]
    assert "Choose a region" not in answer.content.decode()
