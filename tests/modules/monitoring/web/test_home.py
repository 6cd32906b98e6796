"""A plan's home with its values: the map, the shortest way, drilling down, and links that open in their reader's scope."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import Tree, acting, make_post
from tests.modules.monitoring.scene import PERIOD, measured_plan
from tests.web import client_of
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.facade import shipped_definition
from xuezheng.modules.monitoring.web.home.regions import RegionValue, values_below, variation
from xuezheng.modules.plans.achievement import Standing
from xuezheng.modules.plans.models import Plan, Target

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]


@pytest.fixture
def scene(tree: Tree) -> tuple[Tree, Plan, Target]:
    plan, target = measured_plan(tree)
    return tree, plan, target


def client_at(unit: Unit, *, role: str = "administrator") -> Client:
    client = client_of(make_post(unit, role=role))
    client.cookies["language"] = "en"
    return client


def page(client: Client, plan: Plan, **chosen: str) -> tuple[str, Any]:
    answer = client.get(reverse("plan", args=[plan.id]), chosen)
    assert answer.status_code == 200
    return answer.content.decode(), answer.context


def slots(context: Any) -> dict[str, Any]:
    return {filled.slot.code: filled.values for filled in context["aside_slots"]}


def test_the_province_sees_map_and_way(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, target = scene
    text, context = page(client_at(tree.province), plan)
    assert context["chosen"].target.id == target.id
    assert "Data as of 2026-06-30; 0% measured by the system, 100% reported by units" in text
    assert "1 unit closing its gap would do" in text
    shown = slots(context)
    assert [(name, value) for name, _address, value in shown["map"]["rows"]] == [
        ("郑州市教育局", "70.0%"),
        ("信阳市教育局", "97.5%"),
    ]
    assert [(place.name, place.units, place.missing, place.points) for place, _address in shown["way"]["places"]] == [
        (tree.counties[0].name, 1, 7.0, 8.75)
    ]
    assert [unit for unit, _address in context["way_down"]] == [tree.province]
    assert f"unit={tree.cities[0].code}&amp;target={target.id}" in text.replace("\\u0026", "&amp;")


def test_the_menu_marks_the_entry_that_led_here(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, _target = scene
    answer = client_at(tree.province).get("/plans/achievement/", follow=True)
    assert answer.redirect_chain == [(f"/plans/{plan.id}/", 302)]
    marked = [item.url for _title, items in answer.context["menu"] for item in items if item.current]
    assert marked == ["/plans/achievement/"]
    document = client_at(tree.province).get(f"/plans/{plan.id}/document/")
    assert [item.url for _title, items in document.context["menu"] for item in items if item.current] == ["/plans/"]


def test_down_to_the_schools_of_a_county(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, _target = scene
    client = client_at(tree.province)
    _text, city = page(client, plan, unit=tree.cities[0].code)
    assert [unit.name for unit, _address in city["way_down"]] == [tree.province.name, tree.cities[0].name]
    assert [name for name, _address, _value in slots(city)["map"]["rows"]] == [
        tree.counties[0].name,
        tree.counties[1].name,
    ]
    _text, county = page(client, plan, unit=tree.counties[1].code)
    listed = client.get(slots(county)["map"]["singles_address"])
    assert [(single.name, single.short, value) for single, value, _address in listed.context["singles"]] == [
        (tree.schools[2].name, True, "60.0%"),
        (tree.schools[3].name, False, "100.0%"),
    ]
    opened = client.get(listed.context["singles"][0][2])
    assert tree.schools[2].name in opened.content.decode()
    _text, school = page(client, plan, unit=tree.schools[2].code)
    assert [unit.name for unit, _address in school["way_down"]] == [
        tree.province.name,
        tree.cities[0].name,
        tree.counties[1].name,
        tree.schools[2].name,
    ]
    assert [line.value for line, address in school["lines"] if address] == ["60%"]
    other = client_at(tree.counties[0])
    assert other.get(slots(county)["map"]["singles_address"]).status_code == 404


def test_a_link_opens_in_the_readers_own_scope_and_says_so(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, target = scene
    county = client_at(tree.counties[1])
    text, context = page(county, plan, unit=tree.cities[0].code, target=str(target.id), period=PERIOD)
    assert f"You see {tree.counties[1].name} instead." in text
    assert context["place"].unit.unit_path == tree.counties[1].unit_path
    assert [line.value for line, _address in context["lines"] if line.target.id == target.id] == ["80%"]
    assert tree.schools[0].name not in text
    own, _context = page(county, plan, unit=tree.counties[1].code)
    assert "instead." not in own


def test_the_shared_link_names_its_choices(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, target = scene
    _text, context = page(client_at(tree.province), plan, unit=tree.cities[1].code)
    assert (
        context["share"]
        == f"{reverse('plan', args=[plan.id])}?unit={tree.cities[1].code}&period={PERIOD}&target={target.id}"
    )


def test_a_period_before_the_values_shows_none(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, target = scene
    text, context = page(client_at(tree.province), plan, period="2025Q1")
    assert [line.value for line, _address in context["lines"] if line.target.id == target.id] == ["—"]
    assert (context["chosen"], slots(context)) == (None, {})
    assert "No value of a followed target is there yet." in text


def test_a_school_sees_its_own_figures_and_none_of_others(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, target = scene
    school = client_at(tree.schools[0], role="school_administrator")
    text, context = page(school, plan)
    assert slots(context) == {}
    assert "83.8%" not in text
    (own,) = [line for line, _address in context["lines"] if line.target.id == target.id]
    assert (own.value, own.standing) == ("20%", Standing.SHORT)
    assert own.measured is not None
    opened = school.get(own.measured.url)
    assert tree.schools[0].name in opened.content.decode()
    other, _context = page(school, plan, unit=tree.schools[1].code)
    assert tree.schools[1].name not in other
    before, earlier = page(school, plan, period="2025Q1")
    assert [line.measured for line, _address in earlier["lines"]] == [None] * len(earlier["lines"])
    assert "20%" not in before


def test_the_table_as_a_file(scene: tuple[Tree, Plan, Target]) -> None:
    tree, plan, _target = scene
    answer = client_at(tree.province).get(reverse("plan", args=[plan.id]), {"format": "xlsx"})
    assert answer.status_code == 200
    assert "spreadsheetml" in answer["Content-Type"]


def test_queries_do_not_grow_with_regions(
    scene: tuple[Tree, Plan, Target], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tree, plan, _target = scene
    client = client_at(tree.province)
    page(client, plan)
    with django_assert_max_num_queries(50):
        page(client, plan)


@pytest.mark.parametrize(
    ("pupils", "books", "expected"),
    [((45, 37, 89, 76, 55), (279, 137, 935, 160, 402), 0.5153)],
)
def test_variation_is_the_printed_one(pupils: tuple[int, ...], books: tuple[int, ...], expected: float) -> None:
    """The worked example of the balance rules: books for each pupil of five schools."""
    regions = [
        RegionValue(code=str(place), name="", region="", value=held / number, weight=float(number))
        for place, (number, held) in enumerate(zip(pupils, books, strict=True))
    ]
    found = variation(regions)
    assert found is not None
    assert round(found, 4) == expected


def test_variation_of_one_or_of_nothing_is_unknown() -> None:
    one = RegionValue(code="1", name="", region="", value=1.0, weight=3.0)
    none = RegionValue(code="2", name="", region="", value=None, weight=3.0)
    assert (variation([one, none]), variation([])) == (None, None)


def test_values_below_are_within_the_scope(scene: tuple[Tree, Plan, Target]) -> None:
    tree, _plan, _target = scene
    definition = shipped_definition("multimedia_sample")
    assert definition is not None
    post = acting(tree.cities[0])
    with bound(post):
        names = [each.name for each in values_below(post, definition, unit_path="cn.41.", period=PERIOD)]
    assert names == [tree.cities[0].name]
