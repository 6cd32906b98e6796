"""Writing a review: drafts as often as the expert likes, then handed in once; the holder may return it with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import (
    check_fresh,
    check_in_review,
    note,
    round_in_review,
    saved,
    within_length,
    words,
)
from xuezheng.modules.assessment.events import ReviewHandedIn
from xuezheng.modules.assessment.models import Review, ReviewLine, RoundItem
from xuezheng.modules.assessment.policies.reviews import can_write_review
from xuezheng.modules.assessment.queries.reviews import get_review
from xuezheng.modules.assessment.refusals import ReviewIsHandedIn, ReviewIsNotYours
from xuezheng.modules.assessment.wording import written


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What an expert writes about one item. Points may still be missing in a draft."""

    points: Decimal | None = None
    remark: str = ""
    demand: str = ""


@transaction.atomic
def save_review(
    *,
    post: ActingPost,
    review_id: UUID,
    version: int | None,
    judged: Mapping[UUID, Judged],
    at: datetime,
    words_in_all: str = "",
) -> Review:
    """`judged` by the item's id; items that are not named stay as they are."""
    review = _to_write(post, review_id, version=version)
    items = {item.id: item for item in RoundItem.objects.filter(round_id=review.round_id)}
    refused = [refusal for key, one in judged.items() if (refusal := _refusal(items.get(key), one)) is not None]
    if refused:
        raise Refusals(refused)
    ReviewLine.objects.bulk_create(
        [_line(review, items[key], one) for key, one in judged.items()],
        update_conflicts=True,
        unique_fields=["review", "item"],
        update_fields=["points", "remark", "demand"],
    )
    saved(review, changed_at=at, words=within_length(words_in_all, field="words"), points=_sum(review))
    return review


@transaction.atomic
def hand_in_review(*, post: ActingPost, review_id: UUID, version: int | None, at: datetime) -> Review:
    """Every item needs points, and every lost half of an item a remark that says why."""
    review = _to_write(post, review_id, version=version)
    lines = {line.item_id: line for line in ReviewLine.objects.filter(review=review)}
    items = list(RoundItem.objects.filter(round_id=review.round_id).order_by("position"))
    open_items = [item for item in items if item.id not in lines or lines[item.id].points is None]
    if open_items:
        sentence = ngettext(
            "%(count)d item has no points yet: %(first)s.", "%(count)d items have no points yet, first: %(first)s.",
            len(open_items),
        )  # fmt: skip
        raise Conflict(sentence % {"count": len(open_items), "first": open_items[0].title})
    for item in items:
        _check_reasoned(item, lines[item.id])
    outside = review.person_uuid is None
    saved(
        review, handed_in_at=at, points=_sum(review), return_reason="", entered_by=post.person_name if outside else ""
    )
    note("hand_in_review", post=post, row=review, at=at, after={"points": review.points})
    announce(ReviewHandedIn(unit_path=review.unit_path, review_id=str(review.id)), at=at)
    return review


@transaction.atomic
def return_review(*, post: ActingPost, review_id: UUID, version: int | None, reason: str, at: datetime) -> Review:
    """The expert may write in it again. The holder cannot change what an expert wrote."""
    seen = get_review(post, review_id)
    round_in_review(post, seen.round_id)
    review = Review.objects.select_for_update(no_key=True).get(id=review_id)
    check_fresh(review.version, version, name=review.unit_name)
    if review.handed_in_at is None:
        raise Conflict(_("This review is not handed in."))
    reason = words(reason, field="reason", missing=_("Say what is to be looked at again."), most=300)
    saved(review, handed_in_at=None, return_reason=reason)
    note("return_review", post=post, row=review, at=at, after={"reason": reason})
    return review


def _to_write(post: ActingPost, review_id: UUID, *, version: int | None) -> Review:
    seen = get_review(post, review_id)
    if not can_write_review(post, seen):
        raise ReviewIsNotYours
    check_in_review(seen.round)
    review = Review.objects.select_for_update(no_key=True).get(id=review_id)
    check_fresh(review.version, version, name=review.unit_name)
    if review.withdrawn_at is not None:
        raise Conflict(_("This review was withdrawn: %(reason)s") % {"reason": review.withdrawal_reason})
    if review.handed_in_at is not None:
        raise ReviewIsHandedIn
    return review


def _line(review: Review, item: RoundItem, one: Judged) -> ReviewLine:
    return ReviewLine(
        review=review,
        item=item,
        unit_path=review.unit_path,
        issuer_path=review.issuer_path,
        points=one.points,
        remark=within_length(one.remark, field=f"remark-{item.id}"),
        demand=within_length(one.demand, field=f"demand-{item.id}"),
    )


def _refusal(item: RoundItem | None, one: Judged) -> Refusal | None:
    if item is None:
        return Refusal(_("Choose items of this round."))
    if one.points is not None and not (one.points.is_finite() and 0 <= one.points <= item.full):
        return Refusal(
            _("%(item)s: %(points)s is not between 0 and %(full)s.")
            % {"item": item.title, "points": one.points, "full": written(item.full)},
            field=f"points-{item.id}",
        )
    return None


def _check_reasoned(item: RoundItem, line: ReviewLine) -> None:
    assert line.points is not None
    if line.points * 2 < item.full and not line.remark:
        raise Conflict(
            _("%(item)s: less than half of the points (%(points)s of %(full)s) needs a remark that says what was seen.")
            % {"item": item.title, "points": written(line.points), "full": written(item.full)},
            field=f"remark-{item.id}",
        )


def _sum(review: Review) -> Decimal:
    given = ReviewLine.objects.filter(review=review).values_list("points", flat=True)
    return sum((points for points in given if points is not None), Decimal(0))
