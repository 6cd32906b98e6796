"""Corrections: the business of the unit that asks and of those above it; answered by the unit that keeps the source."""

from django.db.models import Q, QuerySet

from xuezheng.engines.forms.models import Correction
from xuezheng.engines.forms.policies.reports import READ, REVIEW
from xuezheng.kernel.scope.acting import ActingPost


def can_view_correction(post: ActingPost, correction: Correction) -> bool:
    return post.may(READ) and post.covers(correction.unit_path)


def corrections_visible_to(post: ActingPost) -> QuerySet[Correction]:
    within = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return Correction.objects.filter(within) if post.may(READ) else Correction.objects.none()


def can_answer_correction(post: ActingPost, correction: Correction) -> bool:
    return post.may(REVIEW) and correction.owner_path == post.scope_path


def to_answer(post: ActingPost) -> QuerySet[Correction]:
    """What waits for the post's word."""
    rows = corrections_visible_to(post).filter(owner_path=post.scope_path, answered_at=None)
    return rows if post.may(REVIEW) else rows.none()
