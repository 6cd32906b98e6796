"""Shares: they sum to what is asked, nobody is asked for a fraction, and what is missing is said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.modules.plans.sharing import by_weight, check_shares, same_for_all

pytestmark = pytest.mark.unit
WEIGHTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4), st.integers(0, 5000).map(Decimal), min_size=1, max_size=20
)


@given(asked=st.integers(0, 100_000).map(Decimal), weights=WEIGHTS)
def test_shares_by_weight_sum_to_what_is_asked(asked: Decimal, weights: dict[str, Decimal]) -> None:
    shares = by_weight(asked, weights)
    if sum(weights.values()) == 0:
        assert shares == {}
        return
    assert sum(shares.values()) == asked
    assert all(share == share.to_integral_value() and share >= 0 for share in shares.values())
    whole = sum(weights.values())
    assert all(abs(share - asked * weights[unit] / whole) < 1 for unit, share in shares.items())


def test_a_part_of_something_is_rounded_up_together() -> None:
    assert by_weight(Decimal("2.5"), {"a": Decimal(1), "b": Decimal(1)}) == {"a": Decimal(2), "b": Decimal(1)}


def test_the_same_for_all() -> None:
    assert same_for_all(Decimal(90), ["a", "b"]) == {"a": Decimal(90), "b": Decimal(90)}


@pytest.mark.parametrize(
    ("kind", "comparator", "shares", "together", "short"),
    [
        ("count", ">=", [(60, 1), (50, 1)], "110", "0"),
        ("count", ">=", [(60, 1), (30, 1)], "90", "10"),
        ("ratio", ">=", [(100, 3), (60, 1)], "90.0000", "10.0000"),
        ("ratio", ">=", [(100, 0), (80, 0)], "0", "100"),
        ("count", "<=", [(60, 1), (50, 1)], "110", "10"),
        ("count", "<=", [(60, 1), (30, 1)], "90", "0"),
    ],
)
def test_what_they_come_to(
    kind: str, comparator: str, shares: list[tuple[int, int]], together: str, short: str
) -> None:
    found = check_shares(
        kind=kind,
        comparator=comparator,
        asked=Decimal(100),
        values=[Decimal(value) for value, _weight in shares],
        weights=[Decimal(weight) for _value, weight in shares],
    )
    assert (found.together, found.short, found.reached) == (Decimal(together), Decimal(short), Decimal(short) == 0)
