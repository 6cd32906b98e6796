"""Who sees what, by the database itself: orders, points, lines, findings."""

from datetime import date

import pytest

from tests.factories import Tree, acting
from tests.modules.supervision.scenes import Supervised
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.models import Order, Score, ScoreLine, Scoring

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def seen(unit: Unit) -> tuple[set[str], set[str], set[str]]:
    """Unit names of the orders, points and lines that a post there can read at all."""
    with bound(acting(unit)):
        return (
            {order.unit_path for order in Order.objects.all()},
            set(Score.objects.values_list("unit_path", flat=True)),
            {line.unit_path for line in ScoreLine.objects.all()},
        )


def test_points_reach_the_group_and_lines_only_the_unit_and_those_above() -> None:
    case = Supervised()
    for unit in case.units:
        case.order(unit)
    case.published()
    tree: Tree = case.tree
    city, other = tree.cities[0].unit_path, tree.cities[1].unit_path
    first, second, third, fourth = (county.unit_path for county in tree.counties)
    below = {city, first, second}
    assert seen(tree.cities[0]) == (below, {city, other, first, second}, below)
    assert seen(tree.counties[0]) == ({first}, {city, other, first, second}, {first})
    everything = {city, other, first, second, third, fourth}
    assert seen(tree.province) == (everything, everything, everything)
    assert seen(tree.schools[0]) == (set(), {city, other, first, second}, set())


def test_a_draft_is_nobodys_below() -> None:
    case = Supervised()
    case.draft(title="三月", ends=date(2026, 3, 31))
    for unit in (case.tree.cities[0], case.tree.counties[0]):
        with bound(acting(unit)):
            assert Scoring.objects.count() == 0
