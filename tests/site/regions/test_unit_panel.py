"""The place of a bureau on the province's map, beside its overview."""

import pytest

from tests.factories import Tree, make_post
from tests.web import client_of
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree() -> Tree:
    tree = Tree()
    with bound(system_post("factory")):
        for unit in [tree.province, *tree.cities, *tree.counties, *tree.schools]:
            segment = next(part for part in reversed(unit.unit_path.split(".")) if part.isdigit())
            Unit.objects.filter(id=unit.id).update(region_code=segment.ljust(6, "0"))
    return tree


def page(reader: Unit, unit: Unit, *, language: str = "zh-hans") -> str:
    client = client_of(make_post(reader))
    client.cookies["language"] = language
    return client.get(f"/units/{unit.uuid}/").content.decode()


def test_a_city_is_shown_with_words_for_those_who_do_not_see_it_and_leads_to_its_map(tree: Tree) -> None:
    shown = page(tree.province, tree.cities[1])
    assert 'role="img" aria-label="信阳市在全省地图上的位置。"' in shown
    assert 'href="/regions/411500/"' in shown


def test_a_county_is_shown_within_its_city(tree: Tree) -> None:
    shown = page(tree.province, tree.counties[3], language="en")
    assert "固始县, a county of 信阳市, on the map of the province." in shown
    assert "/regions/4" not in shown


def test_a_map_that_the_post_may_not_open_is_not_linked(tree: Tree) -> None:
    shown = page(tree.counties[3], tree.cities[1])
    assert "信阳市在全省地图上的位置。" in shown
    assert "/regions/411500/" not in shown


def test_schools_and_the_department_have_no_map(tree: Tree) -> None:
    for unit in (tree.province, tree.schools[6]):
        assert "地图位置" not in page(tree.province, unit)
