"""Concluding a round: the reviews are weighed into points, grades and ranks. Nobody outside sees them before publication."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import note, round_in_review, saved, words
from xuezheng.modules.assessment.events import RoundConcluded
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, Review, ReviewLine, Round, RoundItem
from xuezheng.modules.assessment.queries.reviews import handed_in_lines
from xuezheng.modules.assessment.weighing import Rules, grade_of, ranks, rules_of, weigh

Given = Mapping[tuple[UUID, UUID], Sequence[ReviewLine]]
"""Lines by assessed unit and item."""


@transaction.atomic
def conclude_round(*, post: ActingPost, round_id: UUID, version: int | None, conclusion: str, at: datetime) -> Round:
    """Every unit needs as many reviews as the rules ask, and no review may still be open."""
    row = round_in_review(post, round_id, version=version)
    conclusion = words(conclusion, field="conclusion", missing=_("Write the conclusion; the report prints it."))
    rules = rules_of(row.rules)
    assessed = list(AssessedUnit.objects.filter(round=row).order_by("unit_path"))
    _check_reviewed(row, assessed, rules)
    _weigh_units(assessed, _weigh_items(post, row, rules), rules, full=_full(row))
    saved(row, concluded_at=at, conclusion=conclusion)
    note("conclude_round", post=post, row=row, at=at, after={"conclusion": conclusion, "units": len(assessed)})
    announce(RoundConcluded(unit_path=row.unit_path, round_id=str(row.id)), at=at)
    return row


def _check_reviewed(row: Round, assessed: Sequence[AssessedUnit], rules: Rules) -> None:
    counts = Review.objects.filter(round=row, withdrawn_at=None).values("assessed_id")
    counted = counts.annotate(
        open=Count("id", filter=Q(handed_in_at=None)), done=Count("id", filter=~Q(handed_in_at=None))
    )
    by_unit = {one["assessed_id"]: one for one in counted}
    short = [each for each in assessed if by_unit.get(each.id, {"done": 0})["done"] < rules.experts_least]
    if short:
        raise Conflict(
            _("%(unit)s has fewer reviews than the %(least)d that the rules ask (%(count)d units in all).")
            % {"unit": short[0].unit_name, "least": rules.experts_least, "count": len(short)}
        )
    waiting = sum(one["open"] for one in by_unit.values())
    if waiting:
        raise Conflict(
            _("%(count)d reviews are not handed in. Wait for them, or withdraw them with a reason.")
            % {"count": waiting}
        )


def _full(row: Round) -> Decimal:
    return sum(RoundItem.objects.filter(round=row).values_list("full", flat=True), Decimal(0))


def _weigh_items(post: ActingPost, row: Round, rules: Rules) -> Mapping[UUID, Decimal]:
    """Fills the results of every item; gives the sum by assessed unit."""
    given: dict[tuple[UUID, UUID], list[ReviewLine]] = defaultdict(list)
    for line in handed_in_lines(post, row):
        given[line.review.assessed_id, line.item_id].append(line)
    results = list(ItemResult.objects.filter(assessed__round=row).select_related("item"))
    sums: dict[UUID, Decimal] = defaultdict(Decimal)
    for result in results:
        _fill(result, given[result.assessed_id, result.item_id], rules)
        sums[result.assessed_id] += result.points or Decimal(0)
    fields = ["points", "lowest", "highest", "counted", "left_out", "remarks", "demand"]
    ItemResult.objects.bulk_update(results, fields, batch_size=1_000)
    return sums


def _fill(result: ItemResult, lines: Sequence[ReviewLine], rules: Rules) -> None:
    weighed = weigh([line.points for line in lines if line.points is not None], full=result.item.full, rules=rules)
    if weighed is not None:
        result.points, result.lowest, result.highest = weighed.points, weighed.lowest, weighed.highest
        result.counted, result.left_out = weighed.counted, weighed.left_out
    result.remarks = "\n".join(line.remark for line in lines if line.remark)
    result.demand = "\n".join(line.demand for line in lines if line.demand)


def _weigh_units(
    assessed: Sequence[AssessedUnit], sums: Mapping[UUID, Decimal], rules: Rules, *, full: Decimal
) -> None:
    points = [sums[each.id] for each in assessed]
    for each, own, rank in zip(assessed, points, ranks(points), strict=True):
        each.points, each.rank, each.grade = own, rank, grade_of(own, full=full, rules=rules)
    AssessedUnit.objects.bulk_update(assessed, ["points", "rank", "grade"])
