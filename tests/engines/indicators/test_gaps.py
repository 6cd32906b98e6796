"""Gaps and inequality on plain numbers."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.indicators.facade import UnitShare, gap_to, gini, pooled

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
    gap = gap_to(0.5, UNITS, value=16 / 50)
    assert [gap.value, gap.missing, gap.shortfall] == pytest.approx([16 / 50, 9, 0.18])
    assert [(unit.unit_code, unit.lifts) for unit in gap.closing] == [("s03", 10)]


def test_the_least_effort() -> None:
    gap = gap_to(0.4, UNITS, value=16 / 50, by="effort")
    assert gap.missing == 4
    assert [unit.unit_code for unit in gap.closing] == ["s03"]
    assert gap_to(0.34, UNITS, value=16 / 50, by="effort").effort == 5


def test_lower_is_better() -> None:
    gap = gap_to(0.1, UNITS, value=16 / 50, better="lower")
    assert (gap.missing, gap.closing[0].unit_code) == (11, "s02")


def test_all_together_do_not_suffice() -> None:
    half = share(1, 2, 10)._replace(meets=False)
    gap = gap_to(20, [half], value=2, style="count")
    assert (gap.missing, gap.closable, gap.closing_units, gap.unlisted) == (18, False, 1, None)


def test_a_number_for_the_whole_asks_nothing_of_a_unit() -> None:
    gap = gap_to(30, [share(1, 2, 10)], value=2, style="count")
    assert (gap.missing, gap.shortfall, gap.closing, gap.unlisted) == (28, 28, (), "count")
    assert gap_to(2, [share(1, 2, 10)], value=2, style="count").shortfall == 0


@pytest.mark.parametrize("units", [UNITS, [], [unit._replace(numerator=None, denominator=None) for unit in UNITS]])
def test_a_value_that_is_no_sum_has_a_shortfall_and_no_list(units: list[UnitShare]) -> None:
    """A median, a coefficient, a growth: what units bring does not add up to it."""
    gap = gap_to(0.01, units, value=0.207, better="lower")
    assert [gap.value, gap.shortfall] == pytest.approx([0.207, 0.197])
    assert gap.unlisted == "not_summed"
    assert (gap.short, gap.closing, gap.closable) == ((), (), False)
    assert gap_to(0.3, units, value=0.207, better="lower").shortfall == 0


def test_units_that_are_not_told_stand_in_the_list_together() -> None:
    together = pooled(UNITS, {"cn.41.s01.", "cn.41.s03."})
    gap = gap_to(0.9, together, value=16 / 50)
    first = gap.closing[0]
    assert (first.unit_code, first.unit_path, first.units) == ("", "cn.41.", 2)
    assert gap.closable
    assert [gap.value, gap.missing] == pytest.approx([16 / 50, 29])
    assert {unit.unit_code for unit in gap.short} == {"", "s04"}


def test_nothing_is_missing() -> None:
    gap = gap_to(0.3, UNITS, value=16 / 50)
    assert (gap.missing, gap.closing, gap.closable) == (0, (), True)


@given(
    units=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=7),
    target=st.sampled_from([0.3, 0.5, 0.8, 1.0]),
)
def test_no_shorter_list_closes_it(units: list[tuple[int, int]], target: float) -> None:
    shares = [share(place, min(met, of), of) for place, (met, of) in enumerate(units)]
    whole = sum(unit.numerator or 0 for unit in shares) / sum(unit.denominator or 0 for unit in shares)
    gap = gap_to(target, shares, value=whole)
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
