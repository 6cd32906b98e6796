"""Gaps and inequality on plain numbers."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.indicators.facade import UnitShare, gap_to, gini

pytestmark = pytest.mark.unit


def share(number: int, numerator: float, denominator: float, effort: float | None = None) -> UnitShare:
    return UnitShare(
        unit_code=f"s{number:02d}",
        unit_path=f"cn.41.s{number:02d}.",
        value=numerator / denominator,
        components={},
        numerator=numerator,
        denominator=denominator,
        effort=effort,
        meets=None,
        records=1,
    )


UNITS = [share(1, 2, 10, 5.0), share(2, 9, 10, 50.0), share(3, 0, 20, 100.0), share(4, 5, 10, 1.0)]


def test_the_fewest_units() -> None:
    gap = gap_to(0.5, UNITS)
    assert [gap.value, gap.missing, gap.shortfall] == pytest.approx([16 / 50, 9, 0.18])
    assert [(unit.unit_code, unit.lifts) for unit in gap.closing] == [("s03", 10)]


def test_the_least_effort() -> None:
    gap = gap_to(0.4, UNITS, by="effort")
    assert gap.missing == 4
    assert [unit.unit_code for unit in gap.closing] == ["s03"]
    assert gap_to(0.34, UNITS, by="effort").effort == 5


def test_lower_is_better() -> None:
    gap = gap_to(0.1, UNITS, better="lower")
    assert (gap.missing, gap.closing[0].unit_code) == (11, "s02")


def test_all_together_do_not_suffice() -> None:
    gap = gap_to(30, [share(1, 2, 10)], style="count")
    assert (gap.missing, gap.closable, gap.closing) == (28, False, ())


def test_nothing_is_missing() -> None:
    gap = gap_to(0.3, UNITS)
    assert (gap.missing, gap.closing, gap.closable) == (0, (), True)


@given(
    units=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=7),
    target=st.sampled_from([0.3, 0.5, 0.8, 1.0]),
)
def test_no_shorter_list_closes_it(units: list[tuple[int, int]], target: float) -> None:
    shares = [share(place, min(met, of), of) for place, (met, of) in enumerate(units)]
    gap = gap_to(target, shares)
    assert gap.closable
    assert sum(unit.lifts for unit in gap.closing) >= gap.missing - 1e-6
    shorter = len(gap.closing) - 1
    assert all(sum(unit.lifts for unit in some) < gap.missing for some in combinations(gap.short, max(0, shorter))) or (
        shorter < 0
    )


def test_gini() -> None:
    assert gini([(5, 10), (5, 30)]) == pytest.approx(0)
    assert gini([(0, 1), (0, 1), (0, 1), (8, 1)]) == pytest.approx(0.75)
    assert gini([(1, 1), (3, 1)]) == pytest.approx(0.25) == gini([(1, 10), (3, 10)])
    assert gini([]) is None
