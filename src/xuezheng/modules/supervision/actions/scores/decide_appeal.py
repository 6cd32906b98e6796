"""Deciding an appeal: upheld, the line is struck and the score corrected; rejected, everything stays."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.changing import check_fresh, note, saved, words
from xuezheng.modules.supervision.events import AppealDecided
from xuezheng.modules.supervision.models import Appeal, Score, ScoreCorrection, ScoreLine
from xuezheng.modules.supervision.policies.scores import can_decide_appeal
from xuezheng.modules.supervision.queries.scores import get_appeal, points_now
from xuezheng.modules.supervision.telling import tell_appeal

Outcome = Appeal.Outcome


@transaction.atomic
def decide_appeal(
    *, post: ActingPost, appeal_id: UUID, version: int | None, upheld: bool, decision: str, at: datetime
) -> Appeal:
    """By the administration that published the score, always with the reason."""
    appeal, score = _to_decide(post, appeal_id, version=version)
    decision = words(decision, field="decision", missing=_("Give the reason of the decision; the unit reads it."))
    outcome = Outcome.UPHELD if upheld else Outcome.REJECTED
    saved(appeal, outcome=outcome, decision=decision, decided_at=at, decider_name=post.person_name)
    before = score.points
    if upheld:
        _correct(score, appeal, post=post, at=at)
    note(
        "decide_appeal",
        post=post,
        row=appeal,
        at=at,
        before={"points": before} if upheld else None,
        after={"outcome": outcome.value, "decision": decision, **({"points": score.points} if upheld else {})},
    )
    announce(
        AppealDecided(
            unit_path=appeal.unit_path, appeal_id=str(appeal.id), upheld=upheld, points=f"{score.points:.2f}"
        ),
        at=at,
    )
    tell_appeal(appeal, score, at=at)
    return appeal


def _to_decide(post: ActingPost, appeal_id: UUID, *, version: int | None) -> tuple[Appeal, Score]:
    """The score is locked first: two appeals against lines of one score are decided one after the other."""
    seen = get_appeal(post, appeal_id)
    if not can_decide_appeal(post, seen):
        raise NotAllowed(
            _("Appeals against this score are decided by %(unit)s.") % {"unit": seen.line.score.scoring.unit.name}
        )
    score = Score.objects.select_for_update(no_key=True).get(id=seen.line.score_id)
    score.scoring = seen.line.score.scoring
    appeal = Appeal.objects.select_for_update(no_key=True).get(id=appeal_id)
    appeal.line = seen.line
    if appeal.outcome != Outcome.OPEN:
        raise Conflict(_("This appeal is decided already."))
    check_fresh(appeal.version, version, name=seen.line.title)
    return appeal, score


def _correct(score: Score, appeal: Appeal, *, post: ActingPost, at: datetime) -> None:
    lines = list(ScoreLine.objects.filter(score=score).order_by("position"))
    struck = set(Appeal.objects.filter(line__score=score, outcome=Outcome.UPHELD).values_list("line_id", flat=True))
    now = score.full - sum(points_now(lines, struck, score.scoring.weights).values(), Decimal(0))
    ScoreCorrection.objects.create(
        score=score,
        unit_path=score.unit_path,
        line=appeal.line,
        points_before=score.points,
        points_after=now,
        reason=appeal.decision,
        person_name=post.person_name,
        corrected_at=at,
    )
    score.points, score.corrected_at = now, at
    score.save(update_fields=["points", "corrected_at"])
