"""The wall shows one target after the other, within the scope of who hangs it up; the home's card shows one on the map."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Tree, make_post
from tests.modules.monitoring.scene import measured_plan
from tests.web import client_of
from xuezheng.kernel.units.models import Unit
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
