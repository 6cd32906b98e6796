"""Appeals against one unit's result with what came of them, those that wait, and which items may still be appealed against."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal, ResultCorrection, Round
from xuezheng.modules.assessment.policies.appeals import (
    can_appeal,
    result_appeals_visible_to,
    result_corrections_visible_to,
)
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.policies.rounds import item_results_visible_to
from xuezheng.modules.assessment.refusals import ItemResultIsAbsent, ResultAppealIsAbsent


def get_item_result(post: ActingPost, result_id: UUID) -> ItemResult:
    rows = item_results_visible_to(post).select_related("assessed__round__unit", "assessed__unit", "item")
    return first_or_refused(rows.filter(id=result_id), ItemResultIsAbsent)


def get_appeal(post: ActingPost, appeal_id: UUID) -> ResultAppeal:
    return first_or_refused(with_results(result_appeals_visible_to(post)).filter(id=appeal_id), ResultAppealIsAbsent)


def with_results(rows: QuerySet[ResultAppeal]) -> QuerySet[ResultAppeal]:
    return rows.select_related("result__assessed__round__unit", "result__assessed__unit", "result__item")


def appeals_of(post: ActingPost, assessed: AssessedUnit) -> Mapping[UUID, ResultAppeal]:
    """By the result of the item."""
    return {appeal.result_id: appeal for appeal in result_appeals_visible_to(post).filter(result__assessed=assessed)}


def corrections_of(post: ActingPost, assessed: AssessedUnit) -> list[ResultCorrection]:
    rows = result_corrections_visible_to(post).filter(assessed=assessed).select_related("appeal__result__item")
    return list(rows.order_by("-corrected_at", "-id"))


def correction_by(post: ActingPost, appeal: ResultAppeal) -> ResultCorrection | None:
    return result_corrections_visible_to(post).filter(appeal=appeal).first()


def waiting_appeals(post: ActingPost) -> QuerySet[ResultAppeal]:
    """Those the own administration has to decide, the most pressing first."""
    if not post.may(RUN):
        return ResultAppeal.objects.none()
    rows = result_appeals_visible_to(post).filter(issuer_path=post.scope_path, outcome=ResultAppeal.Outcome.OPEN)
    return with_results(rows).order_by("decide_by", "made_at", "id")


def may_appeal_now(post: ActingPost, assessed: AssessedUnit, *, day: date) -> bool:
    return can_appeal(post, assessed) and is_open_to_appeals(assessed.round, day=day)


def is_open_to_appeals(held: Round, *, day: date) -> bool:
    return held.appeal_until is not None and day <= held.appeal_until


def is_overdue(appeal: ResultAppeal, *, day: date) -> bool:
    """Not decided although its day is past."""
    return appeal.outcome == ResultAppeal.Outcome.OPEN and appeal.decide_by < day
