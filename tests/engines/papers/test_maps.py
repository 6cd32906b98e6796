"""Maps of values by region."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.papers import theme
from xuezheng.engines.papers.charts import Figure
from xuezheng.engines.papers.maps import UnknownLevel, choropleth, colour_class, colours, steps
from xuezheng.engines.papers.regions import cities_of, counties_of

pytestmark = pytest.mark.unit
CITIES = [city.code for city in cities_of("410000")]


def _map(values: dict[str, float | None], *, level: str = "city", parent: str = "410000") -> Figure:
    return choropleth(
        values,
        level=level,
        parent=parent,
        title="Schools",
        description="Today",
        value_title="Schools",
        address=lambda code: f"/regions/{code}/",
    )


def test_the_province_has_18_shapes_and_its_cities_157() -> None:
    whole = len(_map({}).spec["data"]["values"])
    counties = [len(_map({}, level="county", parent=city).spec["data"]["values"]) for city in CITIES]

    assert (whole, sum(counties)) == (18, 157)


def test_regions_without_a_value_are_counted_and_come_last_in_the_table() -> None:
    found = _map({code: float(n) for n, code in enumerate(CITIES[2:])})

    assert "2" in found.note
    assert [row[0].address for row in found.table.rows[-2:]] == [f"/regions/{code}/" for code in CITIES[:2]]
    assert [row[1].text for row in found.table.rows[:2]] == ["15", "14"]


def test_a_full_map_has_no_note() -> None:
    assert _map(dict.fromkeys(CITIES, 3.0)).note == ""


def test_shapes_carry_value_and_address() -> None:
    shapes = {shape["id"]: shape["properties"] for shape in _map({"410100": 7.0}).spec["data"]["values"]}

    assert (shapes["410100"]["value"], shapes["410100"]["address"]) == (7.0, "/regions/410100/")
    assert shapes["410200"]["value"] is None


def test_making_a_map_leaves_the_boundaries_untouched() -> None:
    first = json.dumps(_map({"410100": 7.0}).spec)

    _map({"410100": 9.0})

    assert json.dumps(_map({"410100": 7.0}).spec) == first


def test_maps_are_drawn_with_and_without_values() -> None:
    counties = [county.code for county in counties_of("411500")]
    full = _map({code: 0.1 * n for n, code in enumerate(counties)}, level="county", parent="411500")

    assert full.svg().count("<path") > len(counties)
    assert _map({}).png()[:4] == b"\x89PNG"


def test_few_classes_still_reach_from_the_palest_to_the_deepest_colour() -> None:
    assert [colours(number)[0] for number in range(2, 6)] == [theme.MAP_SCALE[0]] * 4
    assert [colours(number)[-1] for number in range(2, 6)] == [theme.MAP_SCALE[-1]] * 4
    assert [len(set(colours(number))) for number in range(2, 6)] == [2, 3, 4, 5]


def test_another_level_is_refused() -> None:
    with pytest.raises(UnknownLevel):
        _map({}, level="village")


def test_one_region_far_ahead_does_not_blur_the_others() -> None:
    schools = dict(enumerate([7, 42, 52, 56, 57, 72, 80, 86, 101, 102, 106, 111, 115, 125, 131, 163, 2615]))
    found = steps({str(n): float(value) for n, value in schools.items()})
    assert found == [56.0, 80.0, 106.0, 125.0]


@given(st.lists(st.floats(min_value=0, max_value=1e6), max_size=200))
def test_steps_rise_and_lie_within_the_values(values: list[float]) -> None:
    found = steps({str(n): value for n, value in enumerate(values)})

    assert found == sorted(set(found))
    assert len(found) <= 4
    assert [step for step in found if not min(values) < step <= max(values)] == []
    assert all(0 <= colour_class(value, steps=found) <= len(found) for value in values)
