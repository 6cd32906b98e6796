"""Orders without a reply are told upwards by the steps of the catalogue; open ones go along with units that move."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from tests.factories import acting
from tests.jobs import run_pending
from tests.modules.plans.task_rows import messages_of
from tests.modules.supervision.scenes import ISSUED, PLATFORM, REPLY_BY, Supervised, acts, fresh, moment
from xuezheng.kernel.outbox.registry import jobs
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import move_unit
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.actions import orders as order_acts
from xuezheng.modules.supervision.actions.follow_units import follow_units
from xuezheng.modules.supervision.background import tell_of_unanswered_orders
from xuezheng.modules.supervision.models import Order, WeightsEdition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def case() -> Supervised:
    return Supervised()


def morning(days_after: int) -> datetime:
    """Half past 6 in China, so many days after the deadline."""
    day = REPLY_BY + timedelta(days=days_after)
    return datetime(day.year, day.month, day.day, 22, 30, tzinfo=UTC) - timedelta(days=1)


def told(days_after: int) -> int:
    with bound(PLATFORM):
        return order_acts.escalate_orders(post=PLATFORM, at=morning(days_after))


def test_an_order_without_a_reply_climbs_to_its_issuer_each_step_once(case: Supervised) -> None:
    order, city = case.order(), case.tree.cities[0]
    sent = {days: told(days) for days in range(-1, 20)}
    assert {days: number for days, number in sent.items() if number} == {1: 1, 5: 1, 15: 1}
    words = f"{order.unit.name} has not replied to {order.number} (days overdue: {{}} or more): 1. 建设同步课堂"
    assert messages_of(city) == [words.format(1)]
    assert messages_of(case.tree.province) == [words.format(5), words.format(15)]
    assert messages_of(case.tree.cities[1]) == []
    assert acts() == ["supervision.issue_order", *["supervision.escalate_orders"] * 3]


def test_orders_of_one_deadline_make_one_message_and_what_is_settled_none(case: Supervised) -> None:
    first, second, third, fourth = (case.order(unit) for unit in case.tree.counties)
    case.replied(first, at=moment(7, 3))
    with bound(case.province):
        order_acts.withdraw_order(post=case.province, order_id=third.id, version=None, reason="误发", at=moment(7, 3))
    fifth = case.order(case.tree.cities[0])
    assert told(1) == 3
    assert messages_of(case.tree.province) == [
        f"{fifth.unit.name} has not replied to {fifth.number} (days overdue: 1 or more): 1. 建设同步课堂"
    ]
    assert messages_of(case.tree.cities[0]) == [
        f"{second.unit.name} has not replied to {second.number} (days overdue: 1 or more): 1. 建设同步课堂"
    ]
    assert told(5) == 1
    assert messages_of(case.tree.province)[-1] == (
        "3 orders of 河南省教育厅 with the deadline 2026-07-15 have no reply (days overdue: 5 or more)"
    )
    assert fourth.unit.name in messages_of(case.tree.cities[1])[0]


def test_the_platform_alone_sends_and_does_so_every_day(case: Supervised) -> None:
    case.order()
    with bound(case.province), pytest.raises(NotAllowed, match="by the platform itself"):
        order_acts.escalate_orders(post=case.province, at=ISSUED)
    assert jobs()["supervision.escalate_orders"] is tell_of_unanswered_orders


def moved(case: Supervised, unit: Unit, to: Unit) -> Unit:
    """As it is once all that follows has followed."""
    with bound(PLATFORM):
        version = Unit.objects.get(id=unit.id).version
    with bound(case.province):
        move_unit(
            post=case.province,
            unit_id=unit.id,
            version=version,
            parent_id=to.id,
            effective_on=date(2026, 7, 6),
            at=moment(7, 6),
        )
    run_pending()
    with bound(PLATFORM):
        return Unit.objects.get(id=unit.id)


def test_weights_go_along_with_their_unit_and_are_not_changed_otherwise(case: Supervised) -> None:
    county = case.tree.counties[0]
    with bound(PLATFORM):
        kept = WeightsEdition.objects.create(
            unit=county,
            unit_path=county.unit_path,
            edition=1,
            valid_from=date(2026, 1, 1),
            source="2026年督导会议",
            weights={},
            made_at=moment(3, 1),
        )
    present = moved(case, county, case.tree.cities[1])
    with bound(PLATFORM):
        assert WeightsEdition.objects.get(id=kept.id).unit_path == present.unit_path
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            WeightsEdition.objects.filter(id=kept.id).update(source="改")


def test_a_county_that_moves_takes_its_open_order_along_and_leaves_the_closed_one(case: Supervised) -> None:
    county, to = case.tree.counties[0], case.tree.cities[1]
    over = case.replied(case.order(at=moment(7, 1)), at=moment(7, 2))
    with bound(case.province):
        order_acts.close_order(post=case.province, order_id=over.id, version=None, at=moment(7, 3))
    going = case.order(at=moment(7, 4))
    case.replied(going, at=moment(7, 5))
    before = county.unit_path
    present = moved(case, county, to)
    with bound(PLATFORM):
        assert follow_units(old_path=before) == 0
    assert present.unit_path.startswith(to.unit_path)
    assert (fresh(over.id).unit_path, fresh(going.id).unit_path) == (before, present.unit_path)
    new_above = acting(to)
    with bound(new_above):
        assert [row.id for row in Order.objects.all()] == [going.id]
