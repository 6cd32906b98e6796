"""Small cells, and those from which they could be reckoned."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.lake.suppression import held_back

pytestmark = pytest.mark.unit


def test_a_small_cell_takes_the_smallest_of_its_line_along() -> None:
    keys = [("a",), ("b",), ("c",)]
    assert held_back(keys, [30, 2, 20], least=5) == {1, 2}


def test_cells_that_are_small_together_need_a_third() -> None:
    assert held_back([("a",), ("b",), ("c",)], [1, 2, 20], least=5) == {0, 1, 2}


def test_nothing_small_holds_nothing_back() -> None:
    assert held_back([("a",), ("b",)], [5, 6], least=5) == set()


@given(st.lists(st.integers(1, 30), min_size=12, max_size=12))
def test_no_line_gives_a_small_cell_away(counts: list[int]) -> None:
    keys = list(product("abc", "wxyz"))
    held = held_back(keys, counts, least=5)
    assert {place for place, count in enumerate(counts) if count < 5} <= held
    for dimension, values in ((0, "wxyz"), (1, "abc")):
        for value in values:
            line = [place for place, key in enumerate(keys) if key[1 - dimension] == value]
            hidden = [place for place in line if place in held]
            assert not hidden or set(line) == set(hidden) or (len(hidden) > 1 and sum(counts[p] for p in hidden) >= 5)
