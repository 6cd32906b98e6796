"""A small still map that shows where one city or county lies in its province: drawn here, so that no script is needed."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

from xuezheng.engines.papers.boundaries import features
from xuezheng.engines.papers.regions import Region, cities_of, counties_of

WIDTH = 300
MARGIN = 8
STEP = 1.5
"""Points nearer than this to the one before are left out: the picture is small."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One region as the path of an SVG. `role` is plain, around (the city of the county shown) or here."""

    path: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Locator:
    """`name` is the region shown, `within` the city it belongs to where it is a county. The mark stands on its middle,
    since a district of a large city is too small to be seen."""

    name: str
    within: str
    height: int
    outlines: tuple[Outline, ...]
    mark: tuple[float, float]
    width: int = WIDTH


@dataclass(frozen=True, kw_only=True)
class Frame:
    """From degrees to places of the picture: lengths true in the middle of the province."""

    west: float
    north: float
    stretch: float
    scale: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = MARGIN + (longitude - self.west) * self.stretch * self.scale
        y = MARGIN + (self.north - latitude) * self.scale
        return round(x, 1), round(y, 1)


@lru_cache(maxsize=64)
def locator(code: str) -> Locator | None:
    """By the region code of a city (411500) or county (411525); None where no such region is known."""
    cities = cities_of(f"{code[:2]}0000")
    city = next((region for region in cities if region.code[:4] == code[:4]), None)
    if city is None:
        return None
    county = (
        None if code == city.code else next((found for found in counties_of(city.code) if found.code == code), None)
    )
    if county is None and code not in {city.code, f"{city.code[:4]}00"}:
        return None
    return _drawn(cities, city=city, county=county)


def _drawn(cities: tuple[Region, ...], *, city: Region, county: Region | None) -> Locator:
    shapes = features(cities, level="city")
    frame, height = _frame(shapes)
    own = "around" if county else "here"
    outlines = [
        Outline(path=_path(shape, frame), role=own if shape["id"] == city.code else "plain") for shape in shapes
    ]
    if county:
        below = features(counties_of(city.code), level="district")
        outlines += [Outline(path=_path(shape, frame), role="here") for shape in below if shape["id"] == county.code]
    shown = county or city
    return Locator(
        name=shown.name,
        within=city.name if county else "",
        height=height,
        outlines=tuple(outlines),
        mark=frame.at(shown.longitude, shown.latitude),
    )


def _frame(shapes: tuple[dict[str, Any], ...]) -> tuple[Frame, int]:
    points = [point for shape in shapes for polygon in shape["geometry"]["coordinates"] for point in polygon[0]]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    stretch = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * stretch)
    return Frame(west=west, north=north, stretch=stretch, scale=scale), round((north - south) * scale) + 2 * MARGIN


def _path(shape: dict[str, Any], frame: Frame) -> str:
    rings = [ring for polygon in shape["geometry"]["coordinates"] for ring in polygon]
    return "".join(_ring(ring, frame) for ring in rings)


def _ring(ring: list[list[float]], frame: Frame) -> str:
    places: list[tuple[float, float]] = []
    for longitude, latitude in ring:
        place = frame.at(longitude, latitude)
        if not places or abs(place[0] - places[-1][0]) + abs(place[1] - places[-1][1]) >= STEP:
            places.append(place)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places) + "Z" if len(places) > 2 else ""
