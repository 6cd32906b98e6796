"""What every change of this module begins with (allowed, found, locked, fresh) and leaves in the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.models import AssessedUnit, Expert, ResultAppeal, Review, Round
from xuezheng.modules.assessment.policies.rounds import can_change_round, can_run_rounds
from xuezheng.modules.assessment.queries.rounds import get_round
from xuezheng.modules.assessment.refusals import (
    MayNotRunRounds,
    RoundIsNoDraft,
    RoundIsNotInReview,
    RoundIsNotYours,
    SomebodyChangedIt,
)

Noted = Round | AssessedUnit | Expert | Review | ResultAppeal
KINDS: dict[type[Noted], str] = {
    Round: "assessment.round",
    AssessedUnit: "assessment.unit",
    Expert: "assessment.expert",
    Review: "assessment.review",
    ResultAppeal: "assessment.appeal",
}
MOST_WORDS = 2_000


def holder_of(post: ActingPost) -> Unit:
    """The administration in whose name the post holds rounds: an office acts in its department's."""
    unit = units_visible_to(post).filter(unit_path=post.scope_path).first() if can_run_rounds(post) else None
    if unit is None:
        raise MayNotRunRounds
    return unit


def round_to_change(post: ActingPost, round_id: UUID, *, version: int | None = None) -> Round:
    """Found, of the own administration, locked, fresh."""
    seen = get_round(post, round_id)
    if not can_change_round(post, seen):
        raise RoundIsNotYours(seen.title, seen.unit.name)
    row = Round.objects.select_for_update(no_key=True).get(id=round_id)
    row.unit = seen.unit
    check_fresh(row.version, version, name=row.title)
    return row


def draft_to_change(post: ActingPost, round_id: UUID, *, version: int | None = None) -> Round:
    row = round_to_change(post, round_id, version=version)
    if row.opened_at is not None:
        raise RoundIsNoDraft(row.title)
    return row


def round_in_review(post: ActingPost, round_id: UUID, *, version: int | None = None) -> Round:
    row = round_to_change(post, round_id, version=version)
    check_in_review(row)
    return row


def check_in_review(row: Round) -> None:
    if row.review_begun_at is None or row.concluded_at is not None:
        raise RoundIsNotInReview(row.title)


def check_fresh(present: int, stated: int | None, *, name: str) -> None:
    if stated is not None and stated != present:
        raise SomebodyChangedIt(name)


def words(text: str, *, field: str, missing: str, most: int = MOST_WORDS) -> str:
    """What somebody wrote, without blanks around it; refused where it is missing or too long."""
    text = within_length(text, field=field, most=most)
    if not text:
        raise Refusal(missing, field=field)
    return text


def within_length(text: str, *, field: str, most: int = MOST_WORDS) -> str:
    text = text.replace("\x00", "").strip()
    if len(text) > most:
        raise Refusal(
            _("The text has %(length)d characters; at most %(most)d fit.") % {"length": len(text), "most": most},
            field=field,
        )
    return text


def saved(row: Any, **changes: Any) -> None:
    """Write the changes and count the version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])


def note(
    act: str,
    *,
    post: ActingPost,
    row: Noted,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """An act on a review is noted where the round is held; an expert's own, in the expert's unit, without whom it judges."""
    path, name = (row.unit_path, str(row)) if not isinstance(row, Review) else _of_review(post, row)
    record(
        post=post,
        at=at,
        act=f"assessment.{act}",
        object_kind=KINDS[type(row)],
        object_id=row.id,
        object_name=name,
        unit_path=path,
        before=_all_plain(before),
        after=_all_plain(after),
    )


def _of_review(post: ActingPost, review: Review) -> tuple[str, str]:
    if post.covers(review.issuer_path):
        return review.issuer_path, str(review)
    return review.unit_path, review.round.title


def _all_plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {name: _plain(value) for name, value in values.items()} if values else None


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
