"""Supervision of the demonstration, with facts and without any."""

from datetime import UTC, datetime

import pytest

from tests.factories import Tree, acting
from tests.modules.supervision.scenes import PLATFORM, Supervised
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.supervision.models import Appeal, Finding, Order, Score, Scoring
from xuezheng.site.demo.supervision import load_supervision

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)


def test_orders_a_score_and_appeals_come_from_the_facts() -> None:
    case = Supervised()
    loaded = load_supervision(post=case.province, post_of=acting, at=AT)
    assert (loaded.orders, loaded.lines, loaded.appeals) == (6, 12, 3)
    with bound(PLATFORM):
        outcomes = sorted(Appeal.objects.values_list("outcome", flat=True))
        closed = Order.objects.filter(closed_at__isnull=False).count()
        withdrawn = Order.objects.filter(withdrawn_at__isnull=False).count()
        assert (outcomes, closed, withdrawn) == (["open", "rejected", "upheld"], 1, 1)
        assert (Scoring.objects.get().title[:5], Finding.objects.count()) == ("2026年", 2)


def test_without_plans_nothing_is_raised() -> None:
    tree = Tree()
    loaded = load_supervision(post=acting(tree.province), post_of=acting, at=AT)
    assert (loaded.orders, loaded.lines, loaded.appeals) == (2, 0, 0)
    with bound(PLATFORM):
        assert {score.points for score in Score.objects.all()} == {100}
