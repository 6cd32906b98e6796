"""Orders about all that is overdue, one a matter, after a preview whose number was seen."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.facade import record_many
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.facade import AssignmentFact
from xuezheng.modules.supervision.actions.orders.issue_order import demanded
from xuezheng.modules.supervision.actions.orders.locking import check_reply_day, issuer_of, next_serial
from xuezheng.modules.supervision.changing import as_record, within_length
from xuezheng.modules.supervision.events import OrdersIssued
from xuezheng.modules.supervision.facts import facts_of_assignment
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.queries.orders import overdue_to_order
from xuezheng.modules.supervision.telling import ask_for_replies

MOST = 2_000
"""Orders at once. More than that is not supervision but a circular; narrow it to a city."""


@transaction.atomic
def issue_overdue_orders(
    *,
    post: ActingPost,
    expected: int,
    demand: str,
    due_on: date,
    at: datetime,
    statement: str = "",
    below: str = "",
) -> list[Order]:
    """One order for each share that is overdue today and that no open order is about.

    `expected` is the number the preview stated: where it is another one meanwhile, nothing is issued.
    """
    issuer, day = issuer_of(post), today(at)
    words = {"demand": demanded(demand), "statement": within_length(statement, field="statement"), "due_on": due_on}
    check_reply_day(due_on, day=day)
    serial = next_serial(issuer, day.year)
    facts = _asked(post, expected, day=day, below=below)
    orders = [
        _order(fact, issuer=issuer, day=day, serial=serial + place, issued_at=at, person_name=post.person_name, **words)
        for place, fact in enumerate(facts)
    ]
    insert_by_copy(orders)
    record_many(
        [as_record("issue_order", row=order, after=words) for order in orders],
        post=post,
        at=at,
    )
    announce(OrdersIssued(unit_path=issuer.unit_path, count=len(orders), due_on=due_on.isoformat()), at=at)
    ask_for_replies(orders, at=at)
    return orders


def _asked(post: ActingPost, expected: int, *, day: date, below: str) -> Sequence[AssignmentFact]:
    facts = overdue_to_order(post, day=day, below=below).facts
    if len(facts) != expected:
        raise Conflict(
            ngettext(
                "Meanwhile %(count)d matter is overdue without an order, not %(expected)d. Look again.",
                "Meanwhile %(count)d matters are overdue without an order, not %(expected)d. Look again.",
                len(facts),
            )
            % {"count": len(facts), "expected": expected}
        )
    if not facts:
        raise Conflict(_("Nothing is overdue without an order; there is nothing to issue."))
    if len(facts) > MOST:
        raise Refusal(
            _("%(count)d orders are more than %(most)d at once. Narrow it to one unit and those below it.")
            % {"count": len(facts), "most": MOST},
            field="below",
        )
    return facts


def _order(fact: AssignmentFact, *, issuer: Unit, day: date, **values: Any) -> Order:
    return Order(
        unit_id=fact.unit_id,
        unit_path=fact.unit_path,
        issuer=issuer,
        issuer_path=issuer.unit_path,
        year=day.year,
        subject=Order.Subject.ASSIGNMENT,
        subject_id=fact.id,
        title=f"{fact.task_number}. {fact.task_heading}"[:300],
        facts=facts_of_assignment(fact, day=day),
        **values,
    )
