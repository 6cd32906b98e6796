"""The door: plain values, within scope, in a fixed number of queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import Tree, acting, make_unit
from tests.kernel.units.conftest import Province
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import facade
from xuezheng.kernel.units.kinds import UnitKind

pytestmark = pytest.mark.integration


def test_one_unit_by_each_key(province: Province) -> None:
    school = province.schools[0]
    with bound(acting(province.zhengzhou)) as post:
        found = facade.get_unit(post, unit_id=school.id)
        assert found == facade.get_unit(post, uuid=school.uuid) == facade.get_unit(post, code=school.code)
        assert (found.name, found.path, found.kind) == (school.name, school.unit_path, "primary")
        for key in ({"unit_id": province.schools[2].id}, {"code": province.schools[2].code}, {"code": "x"}):
            with pytest.raises(NotFound):
                facade.get_unit(post, **key)


def test_relatives(province: Province) -> None:
    with bound(acting(province.zhengzhou)) as post:
        assert [unit.name for unit in facade.children_of(post, province.zhengzhou.id)] == [
            "中原区教育局",
            "中牟县教育局",
        ]
        above = facade.ancestors_of_unit(post, province.schools[0].id)
        assert [unit.name for unit in above] == ["教育部", "河南省教育厅", "郑州市教育局", "中原区教育局"]
        below = facade.subtree_of(post, province.zhengzhou.id, kinds=["primary"])
        assert [unit.name for unit in below] == ["中原区第一小学", "中牟县第一小学"]
        assert facade.counts_by_kind(post, province.zhengzhou.id) == {
            "city_bureau": 1,
            "county_bureau": 2,
            "primary": 2,
        }


def test_searching(province: Province) -> None:
    with bound(acting(province.zhengzhou)) as post:
        for text, names in (
            ("中牟", ["中牟县教育局", "中牟县第一小学"]),
            ("zmx", ["中牟县教育局", "中牟县第一小学"]),
            ("DYXX", ["中原区第一小学", "中牟县第一小学"]),
            ("2141000002", ["中牟县第一小学"]),
            ("固始", []),
            ("gsx", []),
            (" ", []),
        ):
            assert [unit.name for unit in facade.find_units(post, text)] == names, text
        assert len(facade.find_units(post, "教育", limit=2)) == 2


def test_the_own_administrations_offices_come_first(db: None) -> None:
    tree = Tree()
    for place in (*tree.cities, tree.province):
        make_unit("u09001", parent=place, kind=UnitKind.OFFICE, name="网信科")
    with bound(acting(tree.office)) as post:
        found = facade.find_units(post, "网信科")
    assert [unit.path for unit in found] == [f"{place.unit_path}u09001." for place in (tree.province, *tree.cities)]


def test_queries_do_not_grow_with_the_rows(
    province: Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with bound(acting(province.henan)) as post:
        for unit in (province.xinyang, province.zhengzhou):
            with django_assert_num_queries(2):
                facade.children_of(post, unit.id)
            with django_assert_num_queries(2):
                facade.subtree_of(post, unit.id)
            with django_assert_num_queries(2):
                facade.counts_by_kind(post, unit.id)
