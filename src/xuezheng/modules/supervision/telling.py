"""What the module writes into the units' inboxes: topics, and the English sentences that readers get in their language."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, TodoDraft, close_todos, open_todos, send_messages
from xuezheng.modules.supervision.models import Appeal, Finding, Order, Score, Scoring
from xuezheng.modules.supervision.places import appeal_path, inspection_path, order_path, orders_path, score_path
from xuezheng.modules.supervision.queries.overdue import Unanswered

ORDER, DECIDED, ESCALATED, SCORED, APPEALED, INSPECTED = (
    "supervision.order",
    "supervision.decided",
    "supervision.escalated",
    "supervision.scored",
    "supervision.appeal",
    "supervision.inspected",
)
REPLY, READ = "supervision.reply", "supervision.read"
TO_REPLY = gettext_noop("Reply to %(number)s: %(title)s")
REPLY_AGAIN = gettext_noop("Reply again to %(number)s: %(title)s. %(reason)s")
CLOSED = gettext_noop("%(number)s is closed: %(title)s")
WITHDRAWN = gettext_noop("%(number)s is withdrawn: %(title)s. %(reason)s")
UNANSWERED = gettext_noop("%(unit)s has not replied to %(number)s (days overdue: %(days)d or more): %(title)s")
UNANSWERED_MANY = gettext_noop(
    "%(count)d orders of %(issuer)s with the deadline %(day)s have no reply (days overdue: %(days)d or more)"
)
PUBLISHED = gettext_noop("“%(title)s” is published: %(points)s points. Appeals until %(until)s")
UPHELD = gettext_noop("Your appeal about “%(title)s” is upheld, the line is struck. %(reason)s")
REJECTED = gettext_noop("Your appeal about “%(title)s” is rejected. %(reason)s")
LOOKED_AT = gettext_noop("“%(name)s” looks at your unit from %(begins)s to %(ends)s")
FOUND = gettext_noop("A finding of “%(name)s” is recorded")


def ask_for_replies(orders: Iterable[Order], *, at: datetime, text: str = TO_REPLY, reason: str = "") -> int:
    """A to-do at each addressed unit, open until it replies. Orders come with their issuer."""
    return open_todos(
        [
            TodoDraft(
                topic=ORDER,
                subject_kind=ORDER,
                subject_id=str(order.id),
                unit_path=order.unit_path,
                unit_id=order.unit_id,
                text=text,
                params=_params(order, reason),
                url=order_path(order.id),
                due_on=order.due_on,
                permission=REPLY,
                waiting_for=order.issuer.name,
            )
            for order in orders
        ],
        at=at,
    )


def no_more_reply(order: Order, *, at: datetime) -> int:
    return close_todos(topic=ORDER, subject_kind=ORDER, subject_ids=[str(order.id)], at=at)


def tell_order(order: Order, *, at: datetime, text: str, reason: str = "") -> int:
    return send_messages(
        [
            MessageDraft(
                topic=DECIDED,
                key=f"{order.id}/{at.isoformat()}",
                unit_path=order.unit_path,
                unit_id=order.unit_id,
                text=text,
                params=_params(order, reason),
                url=order_path(order.id),
                permission=READ,
            )
        ],
        at=at,
    )


def tell_superiors(found: Iterable[Unanswered], superiors: Mapping[str, int], *, at: datetime) -> int:
    """`superiors` are ids of units by their path."""
    return send_messages([_of_unanswered(item, superiors[item.superior_path]) for item in found], at=at)


def _of_unanswered(item: Unanswered, unit_id: int) -> MessageDraft:
    first, days = item.orders[0], item.step.days
    params: dict[str, str | int] = (
        {**_params(first, ""), "unit": first.unit.name, "days": days}
        if len(item.orders) == 1
        else {"count": len(item.orders), "issuer": first.issuer.name, "day": item.due_on.isoformat(), "days": days}
    )
    return MessageDraft(
        topic=ESCALATED,
        key=f"{first.issuer_id}/{item.due_on.isoformat()}/{days}",
        unit_path=item.superior_path,
        unit_id=unit_id,
        text=UNANSWERED if len(item.orders) == 1 else UNANSWERED_MANY,
        params=params,
        url=order_path(first.id) if len(item.orders) == 1 else orders_path(status="overdue"),
        permission=READ,
    )


def tell_scores(scoring: Scoring, scores: Iterable[Score], *, at: datetime) -> int:
    until = scoring.appeal_until.isoformat() if scoring.appeal_until else ""
    return send_messages(
        [
            MessageDraft(
                topic=SCORED,
                key=str(scoring.id),
                unit_path=score.unit_path,
                unit_id=score.unit_id,
                text=PUBLISHED,
                params={"title": scoring.title, "points": f"{score.points:.2f}", "until": until},
                url=score_path(score.id),
                permission=READ,
            )
            for score in scores
        ],
        at=at,
    )


def tell_appeal(appeal: Appeal, score: Score, *, at: datetime) -> int:
    text = UPHELD if appeal.outcome == Appeal.Outcome.UPHELD else REJECTED
    return send_messages(
        [
            MessageDraft(
                topic=APPEALED,
                key=str(appeal.id),
                unit_path=appeal.unit_path,
                unit_id=score.unit_id,
                text=text,
                params={"title": appeal.line.title[:120], "reason": appeal.decision[:200]},
                url=appeal_path(appeal.id),
                permission=READ,
            )
        ],
        at=at,
    )


def tell_inspected(drafts: Iterable[MessageDraft], *, at: datetime) -> int:
    return send_messages(list(drafts), at=at)


def tell_finding(finding: Finding, *, at: datetime) -> int:
    return send_messages(
        [
            MessageDraft(
                topic=INSPECTED,
                key=f"{finding.id}/{finding.version}",
                unit_path=finding.unit_path,
                unit_id=finding.unit_id,
                text=FOUND,
                params={"name": finding.inspection.name},
                url=inspection_path(finding.inspection_id),
                permission=READ,
            )
        ],
        at=at,
    )


def _params(order: Order, reason: str) -> dict[str, str | int]:
    params: dict[str, str | int] = {"number": order.number, "title": order.title[:120]}
    return {**params, "reason": reason[:200]} if reason else params
