"""One review with its lines; a round's reviews; what waits for an expert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import AssessedUnit, Review, ReviewLine, Round, RoundItem
from xuezheng.modules.assessment.policies.reviews import own_reviews, review_lines_visible_to, reviews_visible_to
from xuezheng.modules.assessment.policies.rounds import round_items_visible_to
from xuezheng.modules.assessment.refusals import ReviewIsAbsent


@dataclass(frozen=True, kw_only=True)
class JudgedItem:
    """An item with what the expert was given and what the expert wrote."""

    item: RoundItem
    line: ReviewLine | None
    given: Mapping[str, Any]

    @property
    def points(self) -> Decimal | None:
        return self.line.points if self.line else None


def get_review(post: ActingPost, review_id: UUID) -> Review:
    rows = reviews_visible_to(post).select_related("round__unit").filter(id=review_id)
    return first_or_refused(rows, ReviewIsAbsent)


def judged_items(post: ActingPost, review: Review) -> list[JudgedItem]:
    """Two queries. Lines of somebody else's draft stay empty."""
    lines = {line.item_id: line for line in review_lines_visible_to(post).filter(review=review)}
    items = round_items_visible_to(post).filter(round_id=review.round_id).order_by("position")
    return [JudgedItem(item=item, line=lines.get(item.id), given=review.paper.get(item.code, {})) for item in items]


def reviews_of(post: ActingPost, assessed: AssessedUnit) -> list[Review]:
    rows = reviews_visible_to(post).filter(assessed=assessed, issuer_path=assessed.issuer_path)
    return list(rows.order_by("withdrawn_at", "expert_name", "id"))


def open_reviews(post: ActingPost) -> QuerySet[Review]:
    """What the person still has to judge, while the round is in review."""
    rows = own_reviews(post).filter(handed_in_at=None, round__concluded_at=None)
    return rows.select_related("round").order_by("round__review_due_on", "unit_name", "id")


def handed_in_lines(post: ActingPost, held: Round) -> Sequence[ReviewLine]:
    rows = review_lines_visible_to(post).filter(review__round=held, review__handed_in_at__isnull=False)
    return list(rows.select_related("review").order_by("review__expert_name", "review_id"))
