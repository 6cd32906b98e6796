"""The supervision's door for every other module: ids and plain values in, frozen values out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.orders.issue_order import order_about_finding
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.places import order_path
from xuezheng.modules.supervision.policies.orders import orders_visible_to
from xuezheng.modules.supervision.policies.scores import scores_visible_to
from xuezheng.modules.supervision.status import status_of

__all__ = ["OrderSummary", "ScoreSummary", "order_rectification", "orders_about", "orders_about_many", "scores_of"]


@dataclass(frozen=True, kw_only=True)
class OrderSummary:
    """`status` is overdue, open, answered, closed or withdrawn."""

    id: UUID
    number: str
    title: str
    unit_id: int
    due_on: date
    status: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ScoreSummary:
    """A published score of one unit; `points` after corrections."""

    id: UUID
    scoring_id: UUID
    unit_id: int
    unit_name: str
    points: Decimal
    full: Decimal


def order_rectification(
    *,
    post: ActingPost,
    unit_id: int,
    finding_id: UUID,
    title: str,
    facts: dict[str, Any],
    demand: str,
    due_on: date,
    at: datetime,
) -> OrderSummary:
    """An order about what another module found at a unit below, whoever supervises that unit otherwise."""
    order = order_about_finding(
        post=post, unit_id=unit_id, finding_id=finding_id, title=title, facts=facts, demand=demand, due_on=due_on, at=at
    )
    return _summary(order, as_of=due_on)


def orders_about(post: ActingPost, subject_id: UUID, *, as_of: date) -> list[OrderSummary]:
    """Orders about one assignment, task or finding, newest first."""
    rows = orders_visible_to(post).filter(subject_id=subject_id).order_by("-issued_at", "id")
    return [_summary(order, as_of=as_of) for order in rows]


def orders_about_many(post: ActingPost, subject_ids: Collection[UUID], *, as_of: date) -> dict[UUID, OrderSummary]:
    """The newest order about each, in one query."""
    rows = orders_visible_to(post).filter(subject_id__in=subject_ids).order_by("issued_at", "id")
    return {order.subject_id: _summary(order, as_of=as_of) for order in rows if order.subject_id}


def _summary(order: Order, *, as_of: date) -> OrderSummary:
    return OrderSummary(
        id=order.id,
        number=order.number,
        title=order.title,
        unit_id=order.unit_id,
        due_on=order.due_on,
        status=status_of(order, as_of).value,
        url=order_path(order.id),
    )


def scores_of(post: ActingPost, scoring_id: UUID) -> list[ScoreSummary]:
    """What a published scoring gave to the units within what the post may see, in the order of the tree."""
    return [
        ScoreSummary(
            id=score.id,
            scoring_id=score.scoring_id,
            unit_id=score.unit_id,
            unit_name=score.unit_name,
            points=score.points,
            full=score.full,
        )
        for score in scores_visible_to(post).filter(scoring_id=scoring_id).order_by("unit_path")
    ]
