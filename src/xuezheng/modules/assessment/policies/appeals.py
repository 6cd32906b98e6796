"""Appeals and corrections: read by the assessed unit and those above it, made by the unit, decided by whoever holds the round."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import AssessedUnit, ResultAppeal, ResultCorrection
from xuezheng.modules.assessment.policies.reach import APPEAL, READ, RUN, within_scope


def can_view_result_appeal(post: ActingPost, appeal: ResultAppeal) -> bool:
    return post.may(READ) and post.covers(appeal.unit_path)


def result_appeals_visible_to(post: ActingPost) -> QuerySet[ResultAppeal]:
    return ResultAppeal.objects.filter(within_scope(post)) if post.may(READ) else ResultAppeal.objects.none()


def can_view_result_correction(post: ActingPost, correction: ResultCorrection) -> bool:
    return post.may(READ) and post.covers(correction.unit_path)


def result_corrections_visible_to(post: ActingPost) -> QuerySet[ResultCorrection]:
    return ResultCorrection.objects.filter(within_scope(post)) if post.may(READ) else ResultCorrection.objects.none()


def can_appeal(post: ActingPost, assessed: AssessedUnit) -> bool:
    """The assessed unit itself, not those above it."""
    return post.may(APPEAL) and post.scope_path == assessed.unit_path


def can_decide_appeal(post: ActingPost, appeal: ResultAppeal) -> bool:
    return post.may(RUN) and post.scope_path == appeal.issuer_path
