"""Thinning lines that regions share."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.engines.papers.boundaries import features
from xuezheng.engines.papers.regions import cities_of
from xuezheng.engines.papers.thinning import Ring, thinned

pytestmark = pytest.mark.unit


def _circle(points: int) -> Ring:
    ring = [(math.cos(2 * math.pi * n / points), math.sin(2 * math.pi * n / points)) for n in range(points)]
    return [*ring, ring[0]]


def test_a_line_shared_by_two_squares_is_thinned_alike() -> None:
    shared = [(1.0, 0.0), (1.01, 0.3), (0.99, 0.6), (1.0, 1.0)]
    left = [(0.0, 0.0), *shared, (0.0, 1.0), (0.0, 0.0)]
    right = [*shared[::-1], (2.0, 0.0), (2.0, 1.0), shared[-1]]

    (west,), (east,) = thinned([[[left]], [[right]]], tolerance=0.05)

    assert {(1.0, 0.0), (1.0, 1.0)} == {point for point in west[0] if point[0] > 0.5}
    assert {point for point in west[0] if point[0] > 0.5} <= set(east[0])


@given(st.integers(min_value=8, max_value=200))
def test_no_point_strays_beyond_the_tolerance(points: int) -> None:
    ring = _circle(points)

    (((result,),),) = thinned([[[ring]]], tolerance=0.1)

    assert result[0] == result[-1]
    assert set(result) <= set(ring)
    assert max(min(math.dist(point, kept) for kept in result) for point in ring) <= 0.1 + math.pi / 4


def test_without_tolerance_nothing_is_lost() -> None:
    ring = _circle(30)

    (((result,),),) = thinned([[[ring]]], tolerance=0)

    assert set(result) == set(ring)


def test_neighbouring_cities_still_share_their_border_points() -> None:
    """Every inner border point of the thinned map belongs to two regions; a gap would show as a point of one."""
    shapes = {shape["id"]: shape["geometry"]["coordinates"] for shape in features(cities_of("410000"), level="city")}

    zhengzhou, kaifeng = ({tuple(point) for point in shapes[code][0][0]} for code in ("410100", "410200"))
    assert len(zhengzhou & kaifeng) > 10
