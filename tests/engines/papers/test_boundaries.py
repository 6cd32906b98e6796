"""Boundaries decoded from the package's binary."""

import struct
from itertools import pairwise

import pytest

from xuezheng.engines.papers.boundaries import UnknownShape, features, polygons_in
from xuezheng.engines.papers.regions import cities_of, counties_of

pytestmark = pytest.mark.unit


def _list(*parts: bytes) -> bytes:
    return struct.pack(f"<{1 + len(parts)}I", len(parts), *map(len, parts)) + b"".join(parts)


def _count(degrees: float, *, least: int) -> int:
    return round((degrees - least) / 2e-6)


def test_plain_and_stepped_rings_are_read_alike() -> None:
    x, y = _count(113.0, least=-180), _count(34.0, least=-90)
    plain = struct.pack("<7I", 0, x, y, x + 500, y, x, y + 500)
    stepped = struct.pack("<3I4h", 1, x, y, 500, 0, -500, 500)

    for ring in (plain, stepped):
        ((found,),) = polygons_in(struct.pack("<I", 5) + _list(ring))
        assert [(round(a, 6), round(b, 6)) for a, b in found] == [(113.0, 34.0), (113.001, 34.0), (113.0, 34.001)]


def test_several_polygons_keep_their_holes() -> None:
    ring = struct.pack("<3I", 0, 0, 0)

    shape = struct.pack("<I", 6) + _list(_list(ring, ring), _list(ring))

    assert [len(polygon) for polygon in polygons_in(shape)] == [2, 1]


def test_another_kind_of_shape_is_refused() -> None:
    with pytest.raises(UnknownShape):
        polygons_in(struct.pack("<I", 2) + _list())


def test_henan_has_a_boundary_for_every_city_and_county() -> None:
    cities = cities_of("410000")
    counties = tuple(county for city in cities for county in counties_of(city.code))

    assert len(features(cities, level="city")) == 18
    assert len(features(counties, level="district")) == 157


def _area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def test_outer_rings_run_clockwise_and_are_closed() -> None:
    """Vega's maps would fill the rest of the world for a ring that runs the other way."""
    for shape in features(cities_of("410000"), level="city"):
        for polygon in shape["geometry"]["coordinates"]:
            assert polygon[0][0] == polygon[0][-1]
            assert _area(polygon[0]) < 0, shape["properties"]["name"]


def test_every_middle_point_of_a_city_lies_near_its_boundary() -> None:
    for city, shape in zip(cities_of("410000"), features(cities_of("410000"), level="city"), strict=True):
        points = [point for polygon in shape["geometry"]["coordinates"] for point in polygon[0]]
        longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
        assert min(longitudes) <= city.longitude <= max(longitudes), city.name
        assert min(latitudes) <= city.latitude <= max(latitudes), city.name


def test_the_provinces_map_stays_small_on_the_page() -> None:
    points = sum(
        len(ring)
        for shape in features(cities_of("410000"), level="city")
        for polygon in shape["geometry"]["coordinates"]
        for ring in polygon
    )
    assert points < 3_000
