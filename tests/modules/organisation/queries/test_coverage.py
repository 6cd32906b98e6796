"""Coverage is counted from the records, by place, in a number of queries that does not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import acting
from tests.modules.organisation.scene import AT, EARLIER, TODAY, Scene
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.actions import cios
from xuezheng.modules.organisation.catalogue import body_kinds, coverage_rules
from xuezheng.modules.organisation.queries.coverage import Share, coverage_of, lacking_units, own_gaps

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_each_place_counts_what_stands_below_it(scene: Scene) -> None:
    tree = scene.tree
    scene.name_cio(scene.province, tree.schools[0])
    scene.name_cio(scene.province, tree.schools[6])
    scene.found(scene.province, tree.cities[0])
    scene.found(scene.province, tree.counties[0])
    with bound(scene.province):
        whole, lines = coverage_of(scene.province, tree.province, day=TODAY)
        drilled, counties = coverage_of(scene.province, tree.cities[0], day=TODAY)
    assert whole["cio"] == Share(units=8, having=2)
    assert whole["leading_group"] == Share(units=7, having=2)
    assert [(line.unit.name, line.shares["cio"].having, line.is_place_itself) for line in lines] == [
        ("郑州市教育局", 1, False),
        ("信阳市教育局", 1, False),
        ("河南省教育厅", 0, True),
    ]
    assert drilled["cio"] == Share(units=4, having=1)
    assert [line.unit.name for line in counties] == ["中原区教育局", "中牟县教育局", "郑州市教育局"]


def test_former_cios_and_dissolved_bodies_do_not_count(scene: Scene) -> None:
    cio = scene.name_cio(scene.county, scene.tree.schools[0])
    with bound(scene.county):
        cios.end_cio(post=scene.county, cio_id=cio.id, version=1, valid_to=TODAY, at=AT)
        on_the_day, _lines = coverage_of(scene.county, scene.tree.counties[0], day=TODAY)
        before, _lines = coverage_of(scene.county, scene.tree.counties[0], day=EARLIER)
    assert (on_the_day["cio"].having, before["cio"].having) == (0, 1)
    assert (before["trained_cio"].having, before["cio"].percent) == (0, 50.0)


def test_units_that_lack_it_are_listed_and_the_foreign_are_not(scene: Scene) -> None:
    scene.name_cio(scene.county, scene.tree.schools[0])
    rule = coverage_rules()["cio"]
    with bound(scene.county):
        found = [unit.id for unit in lacking_units(scene.county, rule, day=TODAY)]
        foreign, _lines = coverage_of(scene.county, scene.tree.counties[2], day=TODAY)
    assert found == [scene.tree.schools[1].id]
    assert foreign["cio"] == Share()
    teacher = acting(scene.tree.schools[0], role="teacher")
    with bound(teacher):
        assert not lacking_units(teacher, rule, day=TODAY).exists()


def test_the_query_count_stays(scene: Scene) -> None:
    counts = []
    for school in scene.tree.schools[:3]:
        scene.name_cio(scene.province, school)
        with bound(scene.province), CaptureQueriesContext(connection) as taken:
            coverage_of(scene.province, scene.tree.province, day=TODAY)
        counts.append(len(taken))
    assert counts == [2, 2, 2]


def test_a_unit_is_told_what_it_lacks(scene: Scene) -> None:
    school = scene.tree.schools[0]
    with bound(scene.school):
        assert [rule.code for rule in own_gaps(school, day=TODAY)] == ["coordination_body", "cio", "trained_cio"]
    scene.name_cio(scene.school, school)
    with bound(scene.school):
        assert [rule.code for rule in own_gaps(school, day=TODAY)] == ["coordination_body", "trained_cio"]


def test_every_rule_wants_something_known_at_kinds_where_it_fits() -> None:
    for rule in coverage_rules().values():
        assert rule.since <= date(2026, 11, 26)
        if not rule.wants_cio:
            assert set(rule.units) <= body_kinds()[rule.wants].units
