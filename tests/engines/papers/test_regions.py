"""Regions as the package lists them, and as we count them."""

import csv

import pytest

from xuezheng.engines.papers.regions import cities_of, counties_of, data_folder

pytestmark = pytest.mark.unit


def test_henan_has_18_cities_and_157_counties() -> None:
    cities = cities_of("410000")
    counties = [county for city in cities for county in counties_of(city.code)]

    assert (len(cities), len(counties)) == (18, 157)
    assert len({county.code for county in counties}) == 157


def test_jiyuan_is_a_city_and_its_own_only_county() -> None:
    assert [(county.code, county.parent, county.name) for county in counties_of("419001")] == [
        ("419001", "419001", "济源市")
    ]


def test_both_tables_of_the_package_list_the_same_counties_for_henan() -> None:
    """The surveyor's and the map service's tables agree, and neither lists a development zone."""
    tables = []
    for source in ("tianditu", "amap"):
        with (data_folder().parent / source / "cn_district.csv").open(encoding="utf-8", newline="") as table:
            rows = [row for row in csv.DictReader(table) if row["province_adcode"] == "410000"]
        tables.append({(row["district_adcode"], row["district_name"]) for row in rows})

    assert tables[0] == tables[1]


def test_kinds_of_counties_are_as_the_register_of_2023_has_them() -> None:
    """54 districts, 21 county cities, 82 counties; no development zone among them."""
    names = [county.name for city in cities_of("410000") for county in counties_of(city.code)]

    assert [sum(name.endswith(kind) for name in names) for kind in "区市县"] == [54, 21, 82]


def test_a_region_stands_under_its_parent() -> None:
    gushi = next(county for county in counties_of("411500") if county.name == "固始县")

    assert (gushi.code, gushi.parent, gushi.short_name) == ("411525", "411500", "固始县")


def test_an_unknown_region_has_no_parts() -> None:
    assert cities_of("990000") == ()
    assert counties_of("990100") == ()
