"""The module's door: results of published rounds, and where sources of known values register."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.known import register as register_known_values
from xuezheng.modules.assessment.places import assessed_path
from xuezheng.modules.assessment.policies.rounds import assessed_units_visible_to

__all__ = ["ResultSummary", "latest_results", "register_known_values"]


@dataclass(frozen=True, kw_only=True)
class ResultSummary:
    """A published result of one unit."""

    round_id: UUID
    round_title: str
    period: str
    unit_id: int
    points: Decimal
    grade: str
    rank: int
    url: str
    published_on: date


def latest_results(post: ActingPost, *, standard: str) -> dict[int, ResultSummary]:
    """By unit, the newest published result by that standard that the post may see."""
    rows = assessed_units_visible_to(post).filter(round__standard=standard, shared=True, points__isnull=False)
    return {
        row.unit_id: ResultSummary(
            round_id=row.round_id,
            round_title=row.round.title,
            period=row.round.period,
            unit_id=row.unit_id,
            points=row.points or Decimal(0),
            grade=row.grade,
            rank=row.rank or 0,
            url=assessed_path(row.id),
            published_on=today(row.round.published_at),
        )
        for row in rows.select_related("round").order_by("round__published_at", "id")
        if row.round.published_at is not None
    }
