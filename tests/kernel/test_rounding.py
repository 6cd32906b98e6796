"""四舍五入: a half goes away from zero, wherever the number came from."""

from decimal import Decimal

import pytest

from xuezheng.kernel.rounding import half_up, percentage

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("value", "decimals", "read"),
    [
        (Decimal("6.25"), 1, "6.3"),
        (31.25, 1, "31.3"),
        (2.675, 2, "2.68"),
        (-0.25, 1, "-0.3"),
        (-0.04, 1, "0.0"),
        (0.5, 0, "1"),
        (1204, 0, "1204"),
        (Decimal("0.24"), 1, "0.2"),
    ],
)
def test_a_half_goes_away_from_zero(value: Decimal | float, decimals: int, read: str) -> None:
    assert str(half_up(value, decimals)) == read


@pytest.mark.parametrize(("share", "decimals", "read"), [(1 / 16, 1, "6.3"), (0.285, 0, "29"), (3 / 80, 1, "3.8")])
def test_a_share_is_multiplied_as_it_is_written(share: float, decimals: int, read: str) -> None:
    assert str(percentage(share, decimals)) == read
