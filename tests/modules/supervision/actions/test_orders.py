"""Supervision orders: issued with frozen facts, answered, returned, closed, withdrawn; and all overdue at once."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import acting
from tests.modules.plans.task_rows import PLATFORM as PLANS
from tests.modules.plans.task_rows import inbox_of, messages_of
from tests.modules.supervision.scenes import ISSUED, REPLY_BY, Supervised, acts, announced, fresh, moment
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.supervision.actions import orders as order_acts
from xuezheng.modules.supervision.models import Order, OrderReply
from xuezheng.modules.supervision.queries.orders import overdue_to_order
from xuezheng.modules.supervision.refusals import OrderIsAnswered, OrderIsNotAnswered, OrderIsOver, ShareIsOrdered

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def case() -> Supervised:
    return Supervised()


def decided(case: Supervised, act: Callable[..., Order], order: Order, **given: Any) -> Order:
    who = given.pop("post", case.province)
    with bound(who):
        given = {"version": None, "at": moment(7, 9), **given}
        return act(post=who, order_id=order.id, **given)


def test_an_order_copies_the_facts_as_they_stand(case: Supervised) -> None:
    order, county = case.order(), case.tree.counties[0]
    assert (order.number, order.title, order.unit_path, order.issuer_path) == (
        "督办〔2026〕1号",
        "1. 建设同步课堂",
        county.unit_path,
        "cn.41.",
    )
    assert order.facts == {
        "task": "1. 建设同步课堂",
        "role": "support",
        "due_on": "2026-06-20",
        "submitted_on": "",
        "days_late": 11,
        "returned_times": 0,
        "months_without_report": 2,
        "as_of": "2026-07-01",
    }
    with bound(PLANS):
        Assignment.objects.filter(id=case.share(county).id).update(submitted_at=moment(7, 2))
    assert fresh(order.id).facts["days_late"] == 11
    assert (acts(), announced()) == (["supervision.issue_order"], [("OrderIssued", county.unit_path)])
    assert inbox_of(county) == ["Reply to 督办〔2026〕1号: 1. 建设同步课堂"]


def test_numbers_count_on_within_a_year_and_an_administration(case: Supervised) -> None:
    case.order()
    case.order(case.tree.counties[1])
    with bound(case.city):
        own = order_acts.issue_order(
            post=case.city,
            unit_id=case.tree.counties[0].id,
            title="校园网安全检查",
            demand="自查",
            due_on=REPLY_BY,
            at=ISSUED,
        )
    later = case.order(case.tree.counties[2], at=moment(7, 2))
    assert (own.number, later.number, own.subject) == ("督办〔2026〕1号", "督办〔2026〕3号", "free")


def test_an_order_about_a_task_names_the_task(case: Supervised) -> None:
    order = case.order(assignment_id=None, task_id=case.handed.task.id)
    assert (order.subject, order.subject_id, order.facts["due_on"]) == ("task", case.handed.task.id, "2026-06-20")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"demand": "  "}, "Say what the unit is to do."),
        ({"due_on": date(2026, 7, 1)}, "choose a day after today"),
        ({"assignment_id": None}, "Say what the order is about."),
        ({"statement": "长" * 5001}, "at most 5000 fit"),
    ],
)
def test_what_an_order_lacks_is_said(case: Supervised, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        case.order(**given)
    assert (acts(), announced()) == ([], [])


def test_orders_are_about_the_own_work_points_and_open_shares(case: Supervised) -> None:
    county = case.tree.counties[0]
    with pytest.raises(NotFound), bound(case.province):
        case.order(assignment_id=uuid4())
    with bound(case.city), pytest.raises(NotFound, match="no such share in a task of your own"):
        order_acts.issue_order(
            post=case.city,
            unit_id=county.id,
            assignment_id=case.share(county).id,
            demand="限期",
            due_on=REPLY_BY,
            at=ISSUED,
        )
    case.order()
    with pytest.raises(ShareIsOrdered, match="督办〔2026〕1号"):
        case.order()


def test_orders_go_downward_and_only_from_who_may(case: Supervised) -> None:
    with pytest.raises(Refusal, match="below your administration"):
        _order_to(case, case.tree.province.id)
    analyst = acting(case.tree.province, role="analyst")
    with bound(analyst), pytest.raises(NotAllowed, match="may not issue"):
        order_acts.issue_order(
            post=analyst, unit_id=case.tree.counties[0].id, title="事", demand="办", due_on=REPLY_BY, at=ISSUED
        )


def _order_to(case: Supervised, unit_id: int) -> None:
    with bound(case.province):
        order_acts.issue_order(post=case.province, unit_id=unit_id, title="事", demand="办", due_on=REPLY_BY, at=ISSUED)


def test_a_reply_is_returned_given_again_and_closed(case: Supervised) -> None:
    order, county = case.order(), case.tree.counties[0]
    case.replied(order, at=moment(7, 8))
    assert inbox_of(county) == []
    returned = decided(case, order_acts.return_reply, order, reason="没有照片", due_on=date(2026, 7, 20))
    assert (returned.replied_at, returned.due_on) == (None, date(2026, 7, 20))
    assert inbox_of(county) == ["Reply again to 督办〔2026〕1号: 1. 建设同步课堂. 没有照片"]
    case.replied(order, at=moment(7, 19))
    closed = decided(case, order_acts.close_order, order, closing_words="同意销号", at=moment(7, 20))
    assert (closed.closed_at, closed.closing_words, closed.version) == (moment(7, 20), "同意销号", 5)
    assert messages_of(county) == ["督办〔2026〕1号 is closed: 1. 建设同步课堂"]
    with bound(PLANS):
        replies = list(OrderReply.objects.order_by("replied_at").values_list("return_reason", flat=True))
    assert replies == ["没有照片", ""]
    assert [name for name, _path in announced()] == [
        "OrderIssued",
        "OrderAnswered",
        "OrderReturned",
        "OrderAnswered",
        "OrderClosed",
    ]
    with pytest.raises(OrderIsOver):
        decided(case, order_acts.withdraw_order, order, reason="误发")


def test_what_is_not_answered_is_neither_returned_nor_closed(case: Supervised) -> None:
    order = case.order()
    for act, given in ((order_acts.return_reply, {"reason": "缺"}), (order_acts.close_order, {})):
        with pytest.raises(OrderIsNotAnswered):
            decided(case, act, order, **given)
    case.replied(order, at=moment(7, 8))
    with pytest.raises(OrderIsAnswered):
        case.replied(order, at=moment(7, 9))


def test_a_withdrawn_order_says_why(case: Supervised) -> None:
    order = case.order()
    with pytest.raises(Refusal, match="Say why"):
        decided(case, order_acts.withdraw_order, order, reason=" ")
    withdrawn = decided(case, order_acts.withdraw_order, order, reason="误发")
    assert (withdrawn.withdrawal_reason, inbox_of(case.tree.counties[0])) == ("误发", [])
    assert messages_of(case.tree.counties[0]) == ["督办〔2026〕1号 is withdrawn: 1. 建设同步课堂. 误发"]
    with pytest.raises(OrderIsOver):
        case.replied(order, at=moment(7, 10))
    assert case.order().number == "督办〔2026〕2号"


def test_only_the_unit_replies_and_only_the_issuer_decides(case: Supervised) -> None:
    order = case.order()
    with bound(case.city), pytest.raises(NotAllowed, match="addressed to 中原区教育局"):
        order_acts.reply_to_order(post=case.city, order_id=order.id, version=None, text="好", at=ISSUED)
    case.replied(order, at=moment(7, 8))
    for post in (case.city, case.county):
        with pytest.raises(NotAllowed, match="issued by 河南省教育厅"):
            decided(case, order_acts.close_order, order, post=post)
    beside = acting(case.tree.counties[1])
    with pytest.raises(NotFound):
        decided(case, order_acts.close_order, order, post=beside)
    with pytest.raises(VersionIsStale):
        decided(case, order_acts.close_order, order, version=1)


def test_nobody_decides_about_the_own_reply(case: Supervised) -> None:
    order = case.order()
    case.replied(order, at=moment(7, 8))
    with bound(PLANS):
        Order.objects.filter(id=order.id).update(replied_by=case.province.person_id)
    with pytest.raises(NotAllowed, match="Somebody else decides"):
        decided(case, order_acts.close_order, order)


def test_all_overdue_is_ordered_about_at_once(case: Supervised) -> None:
    case.order()
    school = case.handed.assign(case.tree.schools[0])
    with bound(case.province):
        preview = overdue_to_order(case.province, day=date(2026, 7, 2))
        assert (len(preview.facts), preview.units, preview.ordered) == (5, 5, 1)
        assert school.id not in {fact.id for fact in preview.facts}
        narrow = overdue_to_order(case.province, day=date(2026, 7, 2), below=case.tree.cities[1].unit_path)
        assert (len(narrow.facts), narrow.ordered) == (3, 0)
    asked: dict[str, Any] = {"demand": "限期完成", "due_on": REPLY_BY, "at": moment(7, 2)}
    with bound(case.province):
        with pytest.raises(Conflict, match="Meanwhile 5 matters"):
            order_acts.issue_overdue_orders(post=case.province, expected=6, **asked)
        issued = order_acts.issue_overdue_orders(post=case.province, expected=5, **asked)
    assert [order.serial for order in issued] == [2, 3, 4, 5, 6]
    assert acts() == ["supervision.issue_order"] * 6
    assert announced()[1:] == [("OrdersIssued", "cn.41.")]
    assert inbox_of(case.tree.cities[0]) == ["Reply to 督办〔2026〕2号: 1. 建设同步课堂"]
    with bound(case.province), pytest.raises(Conflict, match="Nothing is overdue"):
        order_acts.issue_overdue_orders(post=case.province, expected=0, **asked)


def test_all_overdue_is_refused_before_anything_is_written(case: Supervised) -> None:
    asked: dict[str, Any] = {"demand": "限期", "due_on": REPLY_BY, "at": ISSUED, "expected": 6}
    with bound(case.province):
        for wrong in ({"demand": ""}, {"due_on": date(2026, 6, 1)}):
            with pytest.raises(Refusal):
                order_acts.issue_overdue_orders(post=case.province, **{**asked, **wrong})
    officer = acting(case.tree.counties[0], role="analyst")
    with bound(officer), pytest.raises(NotAllowed):
        order_acts.issue_overdue_orders(post=officer, **asked)
    assert acts() == []
