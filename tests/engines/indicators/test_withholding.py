"""Small cells of people, and those from which they could be reckoned: along the tree and along divisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.indicators.withholding import singles_withheld, sums_of, withheld

pytestmark = pytest.mark.unit
CITY, A, B, C = "cn.41.4101.", "cn.41.4101.01.", "cn.41.4101.02.", "cn.41.4101.03."


def test_a_small_county_takes_its_smallest_sibling_along() -> None:
    counts = {(CITY, ""): 60, (A, ""): 3, (B, ""): 20, (C, ""): 37}
    assert withheld(counts, least=5) == {(A, ""), (B, "")}


def test_a_small_division_takes_another_along_and_its_counties() -> None:
    counts = {(CITY, ""): 40, (CITY, "urban_rural=rural"): 4, (CITY, "urban_rural=urban"): 36}
    assert withheld(counts, least=5) == {(CITY, "urban_rural=rural"), (CITY, "urban_rural=urban")}


def test_an_only_county_is_its_city_under_another_name() -> None:
    counts = {("cn.41.", ""): 50, (CITY, ""): 4, ("cn.41.4102.", ""): 46, (A, ""): 4}
    assert (CITY, "") in withheld(counts, least=5)


def test_nothing_small_withholds_nothing() -> None:
    assert withheld({(CITY, ""): 12, (A, ""): 5, (B, ""): 7}, least=5) == set()


def test_of_single_units_each_stands_in_its_county() -> None:
    """Where there is nobody, nobody is told of; what hangs on the province stands in its sum."""
    other, university, second = "cn.41.4102.4102.", "cn.41.u1.", "cn.41.u2."
    counts = {f"{A}s1.": 3, f"{A}s2.": 22, f"{A}s3.": 40, f"{A}s4.": 0, f"{other}s1.": 9, university: 4, second: 70}
    assert singles_withheld(counts, least=5) == {f"{A}s1.", f"{A}s2.", university, second}


@given(st.lists(st.integers(0, 20), min_size=12, max_size=12))
def test_no_sum_tells_a_small_cell(leaves: list[int]) -> None:
    """Two cities of three counties, each divided in two; every whole is the sum of its parts."""
    places = [f"cn.41.410{city}.0{county}." for city in (1, 2) for county in (1, 2, 3)]
    counts: dict[tuple[str, str], int] = {}
    for number, place in enumerate(places):
        for way, dims in enumerate(("stage=a", "stage=b")):
            count = leaves[2 * number + way]
            for path in (place, place[:-3], "cn.41."):
                for cut in ("", dims):
                    counts[path, cut] = counts.get((path, cut), 0) + count
    held = withheld(counts, least=5)
    assert {cell for cell, count in counts.items() if count < 5} <= held
    for each in sums_of(list(counts)):
        hidden = [part for part in each.parts if part in held]
        if each.whole not in held:
            assert not hidden or (len(hidden) > 1 and sum(counts[part] for part in hidden) >= 5)
        else:
            assert hidden
