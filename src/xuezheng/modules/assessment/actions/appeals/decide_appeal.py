"""Deciding an appeal: upheld, the item's points are corrected and the ranking follows; rejected, everything stays."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.actions.appeals.correcting import correct_result
from xuezheng.modules.assessment.changing import check_fresh, note, saved, words
from xuezheng.modules.assessment.events import ResultAppealDecided
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal, Round
from xuezheng.modules.assessment.policies.appeals import can_decide_appeal
from xuezheng.modules.assessment.queries.appeals import get_appeal
from xuezheng.modules.assessment.telling import decision_is_made, tell_decision
from xuezheng.modules.assessment.wording import written

Outcome = ResultAppeal.Outcome


@transaction.atomic
def decide_appeal(
    *,
    post: ActingPost,
    appeal_id: UUID,
    version: int | None,
    upheld: bool,
    decision: str,
    at: datetime,
    points: Decimal | None = None,
) -> ResultAppeal:
    """By the administration that holds the round, always with its grounds; upheld with the points that are right."""
    appeal = _to_decide(post, appeal_id, version=version)
    decision = words(decision, field="decision", missing=_("Give the grounds of the decision; the unit reads them."))
    right = _right_points(appeal.result, points) if upheld else None
    outcome = Outcome.UPHELD if upheld else Outcome.REJECTED
    saved(appeal, outcome=outcome, decision=decision, decided_at=at, decider_name=post.person_name)
    before = {"points": appeal.result.points} if upheld else None
    after = {"outcome": outcome.value, "decision": decision, **({"points": right} if upheld else {})}
    note("decide_appeal", post=post, row=appeal, at=at, before=before, after=after)
    if right is not None:
        correct_result(appeal, right, post=post, at=at)
    _tell(appeal, upheld=upheld, at=at)
    return appeal


def _tell(appeal: ResultAppeal, *, upheld: bool, at: datetime) -> None:
    now = AssessedUnit.objects.get(id=appeal.result.assessed_id)
    points = f"{now.points or 0:.2f}"
    announce(
        ResultAppealDecided(unit_path=appeal.unit_path, appeal_id=str(appeal.id), upheld=upheld, points=points), at=at
    )
    decision_is_made(appeal, at=at)
    tell_decision(appeal, now, at=at)


def _to_decide(post: ActingPost, appeal_id: UUID, *, version: int | None) -> ResultAppeal:
    """The round is locked first: appeals of one round are decided one after the other, since each moves its ranking."""
    seen = get_appeal(post, appeal_id)
    held = seen.result.assessed.round
    if not can_decide_appeal(post, seen):
        raise NotAllowed(_("Appeals against this result are decided by %(unit)s.") % {"unit": held.unit.name})
    Round.objects.select_for_update(no_key=True).only("id").get(id=held.id)
    appeal = ResultAppeal.objects.select_for_update(no_key=True).get(id=appeal_id)
    appeal.result = seen.result
    if appeal.outcome != Outcome.OPEN:
        raise Conflict(_("This appeal is decided already."))
    check_fresh(appeal.version, version, name=str(seen))
    return appeal


def _right_points(result: ItemResult, points: Decimal | None) -> Decimal:
    now, full = result.points or Decimal(0), result.item.full
    if points is None:
        raise Refusal(
            _("Say how many points “%(item)s” gets: more than %(now)s, at most %(full)s.")
            % {"item": result.item.title, "now": written(now), "full": written(full)},
            field="points",
        )
    if not now < points <= full or points != round(points, 2):
        raise Refusal(
            _(
                "“%(points)s” does not fit: an upheld appeal gives “%(item)s” more than %(now)s and at most %(full)s points, "
                "with two decimals at most."
            )
            % {"points": written(points), "item": result.item.title, "now": written(now), "full": written(full)},
            field="points",
        )
    return points
