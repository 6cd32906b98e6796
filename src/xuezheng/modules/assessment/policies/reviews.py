"""Reviews: the expert's own; whoever holds the round sees who reviews what, and what was given once it is handed in."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import Review, ReviewLine
from xuezheng.modules.assessment.policies.reach import READ, REVIEW, RUN, held_by, holds, within_scope


def is_reviewer(post: ActingPost, review: Review) -> bool:
    """By the person, not by the post: whoever sits beside the expert is not the expert."""
    return (
        post.may(REVIEW)
        and review.person_uuid is not None
        and review.person_uuid == post.person_id
        and post.covers(review.unit_path)
    )


def can_view_review(post: ActingPost, review: Review) -> bool:
    return is_reviewer(post, review) or (post.may(READ) and holds(post, review))


def reviews_visible_to(post: ActingPost) -> QuerySet[Review]:
    return Review.objects.filter(_own(post) | _held(post))


def own_reviews(post: ActingPost) -> QuerySet[Review]:
    return Review.objects.filter(_own(post), withdrawn_at=None)


def can_view_review_line(post: ActingPost, line: ReviewLine) -> bool:
    review = line.review
    handed_in = review.handed_in_at is not None and post.may(READ) and holds(post, line)
    return (is_reviewer(post, review) and post.covers(line.unit_path)) or handed_in


def review_lines_visible_to(post: ActingPost) -> QuerySet[ReviewLine]:
    mine = Q(review__person_uuid=post.person_id) & within_scope(post, "review__unit_path") & within_scope(post)
    own = mine if post.may(REVIEW) and post.person_id else Q(pk__in=[])
    handed_in = held_by(post) & Q(review__handed_in_at__isnull=False) if post.may(READ) else Q(pk__in=[])
    return ReviewLine.objects.filter(own | handed_in)


def can_write_review(post: ActingPost, review: Review) -> bool:
    """The expert; for an outside expert without an account, whoever holds the round."""
    outside = review.person_uuid is None and post.may(RUN) and post.scope_path == review.issuer_path
    return is_reviewer(post, review) or outside


def _own(post: ActingPost) -> Q:
    if not (post.may(REVIEW) and post.person_id):
        return Q(pk__in=[])
    return Q(person_uuid=post.person_id) & within_scope(post)


def _held(post: ActingPost) -> Q:
    return held_by(post) if post.may(READ) else Q(pk__in=[])
