"""Reading values within a post's scope, drilling, opening a number down to its units, and the gap with its shortest list."""

import pytest

from tests.engines.indicators.scene import AT, FIELDS, PERIOD, FolderReader, school
from tests.factories import Tree, acting
from xuezheng.engines.indicators import facade
from xuezheng.engines.indicators.facade import ValueIsAbsent
from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.engines.indicators.policies import (
    can_view_indicator_value,
    can_view_run,
    indicator_values_visible_to,
    runs_visible_to,
)
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree(system: ActingPost, reader: FolderReader) -> Tree:
    """Two periods computed: per county two schools, the first of each without broadband."""
    tree = Tree()
    for period, best in (("2018Q2", 50), (PERIOD, 100)):
        reader.write(
            period,
            [
                school(place.unit_path, bandwidth=best if number % 2 else 20, multimedia=number)
                for number, place in enumerate(tree.schools)
            ],
        )
        facade.recompute(post=system, table="schools", period=period, reader=reader, at=AT)
    return tree


def test_series_children_and_siblings(tree: Tree) -> None:
    province = acting(tree.province)
    with bound(province):
        history = facade.series(province, code="broadband", unit_path=tree.province.unit_path)
        assert [(value.period, value.value) for value in history] == [("2018Q2", 0.0), (PERIOD, 0.5)]
        below = facade.children(province, code="broadband", unit_path=tree.province.unit_path, period=PERIOD)
        assert [value.unit_path for value in below] == [city.unit_path for city in tree.cities]
        beside = facade.siblings(province, code="broadband", unit_path=tree.counties[0].unit_path, period=PERIOD)
        assert [value.unit_path for value in beside] == sorted(county.unit_path for county in tree.counties[:2])
        cuts = facade.cuts_of_value(province, code="broadband", unit_path=tree.province.unit_path, period=PERIOD)
        assert [(value.dims, value.value) for value in cuts] == [("urban_rural=rural", 0.5)]
        codes = facade.values_of_unit(province, unit_path=tree.province.unit_path, period=PERIOD)
        assert [value.code for value in codes] == sorted(each.code for each in facade.definitions())


def test_a_county_sees_its_own(tree: Tree) -> None:
    county = acting(tree.counties[2])
    own, foreign = tree.counties[2].unit_path, tree.counties[3].unit_path
    with bound(county):
        assert facade.get_value(county, code="broadband", unit_path=own, period=PERIOD).value == 0.5
        for path in (foreign, tree.province.unit_path):
            with pytest.raises(ValueIsAbsent):
                facade.opened(county, code="broadband", unit_path=path, period=PERIOD, fields=FIELDS)
        units = facade.shares_of_units(county, code="broadband", unit_path=own, period=PERIOD, fields=FIELDS)
        assert [unit.unit_path for unit in units] == sorted(place.unit_path for place in tree.schools[4:6])


def test_policy_pairs(tree: Tree, system: ActingPost) -> None:
    values, runs = list(IndicatorValue.objects.all()), list(Run.objects.all())
    assert len(runs) == 2
    for unit in (tree.province, tree.counties[2], tree.schools[0]):
        post = acting(unit)
        with bound(post):
            assert set(indicator_values_visible_to(post)) == {v for v in values if can_view_indicator_value(post, v)}
            assert set(runs_visible_to(post)) == {run for run in runs if can_view_run(post, run)} == set(runs)


def test_opening(tree: Tree, reader: FolderReader) -> None:
    post = acting(tree.province)
    with bound(post):
        opening = facade.opened(
            post, code="multimedia_share", unit_path=tree.counties[0].unit_path, period=PERIOD, fields=FIELDS
        )
    where = " where ((stage = 'primary') or (stage = 'junior'))"
    assert [(part.text, part.value) for part in opening.components] == [
        (f"sum(multimedia){where}", 1),
        (f"sum(classrooms){where}", 20),
    ]
    assert [(unit.numerator, unit.denominator, unit.value, unit.effort) for unit in opening.units] == [
        (0, 10, 0, 200_000),
        (1, 10, pytest.approx(0.1), 180_000),
    ]
    assert (opening.value.version, opening.definition.measure) == (1, "sum(multimedia) / sum(classrooms)")
    assert opening.inputs == {
        "2018Q2": reader.fingerprint("schools", "2018Q2"),
        PERIOD: reader.fingerprint("schools", PERIOD),
    }
    assert opening.run.period == PERIOD


def test_what_schools_bring_closes_the_gap(tree: Tree) -> None:
    post = acting(tree.province)
    with bound(post):
        opening = facade.opened(post, code="broadband", unit_path=tree.province.unit_path, period=PERIOD, fields=FIELDS)
    gap = facade.gap_to(0.7, opening.units, value=opening.value.value)
    assert [gap.value, gap.missing] == pytest.approx([0.5, 0.7 * 8 - 4])
    assert len(gap.short) == 4
    assert [unit.unit_path for unit in gap.closing] == sorted(place.unit_path for place in tree.schools[::2])[:2]
    assert (gap.closable, gap.effort) == (True, 16_000)
