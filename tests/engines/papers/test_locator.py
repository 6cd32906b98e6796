"""The still map that shows a city or county in its province."""

import re

import pytest

from xuezheng.engines.papers.locator import locator

pytestmark = pytest.mark.unit


def test_a_city_stands_out_among_the_cities_of_its_province() -> None:
    found = locator("411500")
    assert found is not None
    assert (found.name, found.within) == ("信阳市", "")
    assert sorted(outline.role for outline in found.outlines) == ["here"] + ["plain"] * 17


def test_a_county_lies_over_its_city_and_is_marked_inside_the_picture() -> None:
    found = locator("411525")
    assert found is not None
    assert (found.name, found.within) == ("固始县", "信阳市")
    assert [outline.role for outline in found.outlines if outline.role != "plain"] == ["around", "here"]
    assert found.outlines[-1].role == "here", "drawn last, or the city would hide it"
    x, y = found.mark
    assert 0 < x < found.width
    assert 0 < y < found.height


def test_every_outline_is_drawn_within_the_picture() -> None:
    found = locator("410102")
    assert found is not None
    for outline in found.outlines:
        places = [tuple(map(float, place)) for place in re.findall(r"[ML]([\d.]+) ([\d.]+)", outline.path)]
        assert len(places) > 2
        assert all(0 <= x <= found.width and 0 <= y <= found.height for x, y in places)


@pytest.mark.parametrize("code", ["", "411599", "999999", "410000", "4115250001"])
def test_what_is_no_city_or_county_has_no_place(code: str) -> None:
    assert locator(code) is None
