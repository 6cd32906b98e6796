"""The supervision's door for every other module: ids and plain values in, frozen values out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.places import order_path
from xuezheng.modules.supervision.policies.orders import orders_visible_to
from xuezheng.modules.supervision.policies.scores import scores_visible_to
from xuezheng.modules.supervision.status import status_of

__all__ = ["OrderSummary", "ScoreSummary", "orders_about", "scores_of"]


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


def orders_about(post: ActingPost, subject_id: UUID, *, as_of: date) -> list[OrderSummary]:
    """Orders about one assignment, task or finding, newest first."""
    return [
        OrderSummary(
            id=order.id,
            number=order.number,
            title=order.title,
            unit_id=order.unit_id,
            due_on=order.due_on,
            status=status_of(order, as_of).value,
            url=order_path(order.id),
        )
        for order in orders_visible_to(post).filter(subject_id=subject_id).order_by("-issued_at", "id")
    ]


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
