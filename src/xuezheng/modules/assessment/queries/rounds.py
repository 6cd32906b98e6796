"""One round with its items and the units it looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, Round, RoundItem
from xuezheng.modules.assessment.policies.reviews import reviews_visible_to
from xuezheng.modules.assessment.policies.rounds import (
    assessed_units_visible_to,
    item_results_visible_to,
    knows_points,
    round_items_visible_to,
    rounds_visible_to,
)
from xuezheng.modules.assessment.refusals import AssessedUnitIsAbsent, RoundIsAbsent


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the reviews of one unit are."""

    assigned: int = 0
    handed_in: int = 0


@dataclass(frozen=True, kw_only=True)
class AssessedRow:
    assessed: AssessedUnit
    progress: Progress
    knows_points: bool


def get_round(post: ActingPost, round_id: UUID) -> Round:
    return first_or_refused(rounds_visible_to(post).select_related("unit").filter(id=round_id), RoundIsAbsent)


def items_of(post: ActingPost, held: Round) -> list[RoundItem]:
    return list(round_items_visible_to(post).filter(round=held).order_by("position"))


def full_of(items: Sequence[RoundItem]) -> Decimal:
    return sum((item.full for item in items), Decimal(0))


def get_assessed(post: ActingPost, assessed_id: UUID) -> AssessedUnit:
    rows = assessed_units_visible_to(post).select_related("round__unit").filter(id=assessed_id)
    return first_or_refused(rows, AssessedUnitIsAbsent)


def assessed_rows(post: ActingPost, held: Round) -> list[AssessedRow]:
    """Two queries: the best first where points are known, else in the order of the tree."""
    counted = reviews_visible_to(post).filter(round=held, withdrawn_at=None, issuer_path=held.unit_path)
    progress = {
        row["assessed_id"]: Progress(assigned=row["assigned"], handed_in=row["handed_in"])
        for row in counted.values("assessed_id").annotate(
            assigned=Count("id"), handed_in=Count("id", filter=Q(handed_in_at__isnull=False))
        )
    }
    rows = assessed_units_visible_to(post).filter(round=held).order_by("rank", "unit_path")
    return [
        AssessedRow(assessed=row, progress=progress.get(row.id, Progress()), knows_points=knows_points(post, row))
        for row in rows
    ]


def ranked(post: ActingPost, held: Round) -> list[AssessedUnit]:
    """Units whose points the post knows, by rank."""
    rows = assessed_units_visible_to(post).filter(round=held, points__isnull=False).order_by("rank", "unit_path")
    return [row for row in rows if knows_points(post, row)]


def results_of(post: ActingPost, assessed: AssessedUnit) -> list[ItemResult]:
    rows = item_results_visible_to(post).filter(assessed=assessed).select_related("item")
    return list(rows.order_by("item__position"))


def own_assessed(post: ActingPost, held: Round) -> AssessedUnit | None:
    return assessed_units_visible_to(post).filter(round=held, unit_path=post.scope_path).first()


def points_by_item(post: ActingPost, held: Round) -> Mapping[UUID, Mapping[UUID, Decimal | None]]:
    """For the table of all units: by unit, by item."""
    found: dict[UUID, dict[UUID, Decimal | None]] = {}
    rows = item_results_visible_to(post).filter(assessed__round=held)
    for assessed_id, item_id, points in rows.values_list("assessed_id", "item_id", "points"):
        found.setdefault(assessed_id, {})[item_id] = points
    return found
