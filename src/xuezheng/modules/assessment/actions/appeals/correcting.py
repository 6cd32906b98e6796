"""What an upheld appeal does to a published result: the item, the unit's points and grade, the ranks of the whole round."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal, ResultCorrection, RoundItem
from xuezheng.modules.assessment.telling import tell_moved
from xuezheng.modules.assessment.weighing import grade_of, ranks, rules_of


def correct_result(appeal: ResultAppeal, right: Decimal, *, post: ActingPost, at: datetime) -> ResultCorrection:
    """With the round locked. Units whose rank moves are told."""
    result = appeal.result
    held = result.assessed.round
    units = list(AssessedUnit.objects.filter(round=held).order_by("unit_path"))
    own = next(each for each in units if each.id == result.assessed_id)
    before = {each.id: each.rank or 0 for each in units}
    item_before, points_before, grade_before = result.points or Decimal(0), own.points or Decimal(0), own.grade
    ItemResult.objects.filter(id=result.id).update(points=right)
    own.points = points_before + right - item_before
    full = sum(RoundItem.objects.filter(round=held).values_list("full", flat=True), Decimal(0))
    own.grade = grade_of(own.points, full=full, rules=rules_of(held.rules))
    own.corrected_at = at
    _rank(units)
    AssessedUnit.objects.bulk_update(units, ["points", "grade", "rank", "corrected_at"])
    tell_moved(held, appeal, [(each, before[each.id]) for each in units if _moved(each, own, before[each.id])], at=at)
    return ResultCorrection.objects.create(
        appeal=appeal,
        assessed=own,
        unit_path=appeal.unit_path,
        item_before=item_before,
        item_after=right,
        points_before=points_before,
        points_after=own.points,
        rank_before=before[own.id],
        rank_after=own.rank or 0,
        grade_before=grade_before,
        grade_after=own.grade,
        person_name=post.person_name,
        corrected_at=at,
    )


def _rank(units: Sequence[AssessedUnit]) -> None:
    for each, rank in zip(units, ranks([each.points or Decimal(0) for each in units]), strict=True):
        each.rank = rank


def _moved(each: AssessedUnit, own: AssessedUnit, before: int) -> bool:
    return each.id != own.id and each.rank != before
