"""Standings of targets that are kept, within what a post may see."""

from collections.abc import Collection
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.models import TargetStanding
from xuezheng.modules.monitoring.policies.measuring import target_standings_visible_to


def standings_at(
    post: ActingPost, *, targets: Collection[UUID], unit_path: str
) -> dict[tuple[UUID, str], TargetStanding]:
    """By target and period."""
    rows = target_standings_visible_to(post).filter(target_id__in=targets, unit_path=unit_path).defer("places")
    return {(row.target_id, row.period): row for row in rows}


def standing_of(post: ActingPost, *, target_id: UUID, unit_path: str, period: str) -> TargetStanding | None:
    rows = target_standings_visible_to(post)
    return rows.filter(target_id=target_id, unit_path=unit_path, period=period).first()
