"""Where a round and a review stand: said by their moments, never set."""

from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy

from xuezheng.modules.assessment.models import Review, Round


class RoundStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("assessment round", "draft")
    SELF_EVALUATION = "self_evaluation", pgettext_lazy("assessment round", "self-evaluation")
    REVIEW = "review", pgettext_lazy("assessment round", "review")
    CONCLUDED = "concluded", pgettext_lazy("assessment round", "concluded")
    PUBLISHED = "published", pgettext_lazy("assessment round", "published")


class ReviewStatus(TextChoices):
    ASSIGNED = "assigned", pgettext_lazy("review", "not begun")
    BEGUN = "begun", pgettext_lazy("review", "begun")
    HANDED_IN = "handed_in", pgettext_lazy("review", "handed in")
    WITHDRAWN = "withdrawn", pgettext_lazy("review", "withdrawn")


def status_of(held: Round) -> RoundStatus:
    for moment, status in (
        (held.published_at, RoundStatus.PUBLISHED),
        (held.concluded_at, RoundStatus.CONCLUDED),
        (held.review_begun_at, RoundStatus.REVIEW),
        (held.opened_at, RoundStatus.SELF_EVALUATION),
    ):
        if moment is not None:
            return status
    return RoundStatus.DRAFT


STANDING = {
    RoundStatus.DRAFT: Q(opened_at=None),
    RoundStatus.SELF_EVALUATION: Q(opened_at__isnull=False, review_begun_at=None),
    RoundStatus.REVIEW: Q(review_begun_at__isnull=False, concluded_at=None),
    RoundStatus.CONCLUDED: Q(concluded_at__isnull=False, published_at=None),
    RoundStatus.PUBLISHED: Q(published_at__isnull=False),
}


def review_status(review: Review) -> ReviewStatus:
    if review.withdrawn_at is not None:
        return ReviewStatus.WITHDRAWN
    if review.handed_in_at is not None:
        return ReviewStatus.HANDED_IN
    return ReviewStatus.BEGUN if review.changed_at is not None else ReviewStatus.ASSIGNED
