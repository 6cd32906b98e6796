"""Schools by region, and who may look at which map."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import AT, PASSWORD, Tree, acting, make_post, make_unit
from tests.web import client_of
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.site.regions.card import card_values
from xuezheng.site.regions.counts import RegionCount, by_city, counts_by_region
from xuezheng.site.regions.figures import ADMINISTRATORS, SCHOOLS, map_of
from xuezheng.site.regions.places import Place, place_of, place_to_open

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree() -> Tree:
    """The tree of the factories with the region codes that its units would carry."""
    tree = Tree()
    with bound(system_post("factory")):
        for unit in [tree.province, *tree.cities, *tree.counties]:
            segment = unit.unit_path.rstrip(".").rsplit(".", 1)[1]
            Unit.objects.filter(id=unit.id).update(region_code=segment.ljust(6, "0"))
        for county in tree.counties:
            code = county.unit_path.rstrip(".").rsplit(".", 1)[1]
            Unit.objects.filter(parent=county).update(region_code=code)
    return tree


def _counts(post: ActingPost, *, with_administrators: bool = False) -> dict[str, RegionCount]:
    with bound(post):
        return counts_by_region(post, at=AT, with_administrators=with_administrators)


def test_schools_are_counted_within_what_the_post_may_see(tree: Tree) -> None:
    whole, one_city = _counts(acting(tree.province)), _counts(acting(tree.cities[1]))

    assert whole == {code: RegionCount(schools=2) for code in ("410102", "410122", "411503", "411525")}
    assert one_city == {code: RegionCount(schools=2) for code in ("411503", "411525")}


def test_counties_add_up_to_their_cities(tree: Tree) -> None:
    make_unit("u09999", parent=tree.cities[0], kind=UnitKind.VOCATIONAL)
    with bound(system_post("factory")):
        Unit.objects.filter(unit_path__endswith="u09999.").update(region_code="410100")

    assert by_city(_counts(acting(tree.province))) == {"4101": RegionCount(schools=5), "4115": RegionCount(schools=4)}


def test_a_closed_school_does_not_count(tree: Tree) -> None:
    with bound(system_post("factory")):
        Unit.objects.filter(id=tree.schools[0].id).update(closed_on=AT.date())

    assert _counts(acting(tree.province))["410102"] == RegionCount(schools=1)


def test_a_school_with_two_administrators_counts_once_and_an_ended_post_not(tree: Tree) -> None:
    make_post(tree.schools[0], role="school_administrator")
    make_post(tree.schools[0], role="school_administrator")
    make_post(tree.schools[1], role="teacher")
    ended = make_post(tree.schools[2], role="school_administrator")
    with bound(system_post("factory")):
        ended.valid_to = datetime(2021, 1, 1, tzinfo=UTC)
        ended.save()

    counts = _counts(acting(tree.province), with_administrators=True)

    assert counts["410102"] == RegionCount(schools=2, administered=1)
    assert counts["410122"] == RegionCount(schools=2, administered=0)
    assert (counts["410102"].administered_share, RegionCount(schools=0).administered_share) == (0.5, None)


def test_each_level_has_its_map(tree: Tree) -> None:
    province = Place(level="city", code="410000", name="河南省")
    for unit, place in (
        (tree.ministry, province),
        (tree.office, province),
        (tree.cities[1], Place(level="county", code="411500", name="信阳市")),
        (tree.counties[3], None),
        (tree.schools[0], None),
    ):
        post = acting(unit, role="officer" if unit != tree.schools[0] else "teacher")
        with bound(post):
            assert place_of(post) == place, unit.name


def test_a_city_opens_its_own_map_and_no_other(tree: Tree) -> None:
    post = acting(tree.cities[1])
    with bound(post):
        own, other, nowhere = (place_to_open(post, code) for code in ("411500", "410100", "999900"))

    assert own is not None
    assert (own.level, own.name, other, nowhere) == ("county", "信阳市", None, None)


def test_the_map_shows_the_shares_with_their_words(tree: Tree) -> None:
    make_post(tree.schools[0], role="school_administrator")
    post = acting(tree.province)
    with bound(post):
        place = place_of(post)
        assert place is not None
        figure = map_of(post, place=place, figure=ADMINISTRATORS, at=AT)

    assert figure is not None
    assert [[cell.text for cell in row] for row in figure.table.rows[:2]] == [["郑州市", "25.0%"], ["信阳市", "0.0%"]]
    assert figure.table.rows[0][0].address == "/regions/410100/?figure=administrators"


def test_where_no_school_is_seen_there_is_no_map() -> None:
    tree = Tree()
    post = acting(tree.cities[0])
    with bound(post):
        place = place_of(post)
        assert place is not None
        assert map_of(post, place=place, figure=SCHOOLS, at=AT) is None
        assert card_values(post) == {}


def test_the_card_is_for_those_who_have_regions_to_compare(tree: Tree) -> None:
    for unit, values in ((tree.province, {}), (tree.cities[0], {}), (tree.counties[0], None), (tree.schools[0], None)):
        post = acting(unit)
        with bound(post):
            assert card_values(post) == values, unit.name


def _client(tree: Tree, unit: Unit, *, role: str = "administrator") -> Client:
    make_post(unit, role=role, username="viewer")
    client = Client()
    client.post(reverse("sign-in"), {"username": "viewer", "password": PASSWORD})
    return client


def test_the_page_of_a_city_carries_its_counties(tree: Tree) -> None:
    response = _client(tree, tree.province).get("/regions/411500/")

    (data,) = re.findall(r"<template data-chart-spec>([^<>&]*)</template>", response.content.decode())
    values = {shape["id"]: shape["properties"]["value"] for shape in json.loads(data)["data"]["values"]}
    assert (len(values), values["411525"], values["411528"]) == (10, 2, None)
    assert f'<a href="/units/{tree.counties[3].uuid}/">固始县</a>' in response.content.decode()


def test_the_home_page_fetches_its_map_by_itself(tree: Tree) -> None:
    client = _client(tree, tree.province)

    assert 'hx-get="/regions/card/"' in client.get("/").content.decode()
    part = client.get("/regions/card/", headers={"HX-Request": "true"}).content.decode()
    assert part.count("<figure") == 1
    assert "<html" not in part


def test_pages_beyond_the_own_reach_are_not_found(tree: Tree) -> None:
    city = _client(tree, tree.cities[1])

    assert [
        city.get(path).status_code for path in ("/regions/", "/regions/411500/", "/regions/410100/", "/regions/x/")
    ] == [
        200,
        200,
        404,
        404,
    ]


def test_a_county_has_no_map_page(tree: Tree) -> None:
    assert _client(tree, tree.counties[0]).get("/regions/").status_code == 404


def test_counting_takes_one_query_however_many_schools(
    tree: Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post = acting(tree.province)
    with bound(post):
        for with_administrators in (False, True):
            with django_assert_num_queries(1):
                counts_by_region(post, at=AT, with_administrators=with_administrators)


def test_the_menu_leads_to_the_map_where_there_is_one(tree: Tree) -> None:
    units = [tree.province, tree.cities[0], tree.counties[0], tree.schools[0]]
    roles = ["administrator", "administrator", "administrator", "school_administrator"]
    pages = [
        client_of(make_post(unit, role=role)).get("/").content.decode() for unit, role in zip(units, roles, strict=True)
    ]
    assert ['href="/regions/"' in page for page in pages] == [True, True, False, False]
