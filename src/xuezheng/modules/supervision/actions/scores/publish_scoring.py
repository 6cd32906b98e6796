"""Publishing a score: computed once more, compared with what was seen, written down for good, told to every unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.calendar.facade import work_calendar_of
from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.supervision.actions.scores.locking import draft_to_change
from xuezheng.modules.supervision.changing import note, saved
from xuezheng.modules.supervision.deadlines import deadlines
from xuezheng.modules.supervision.events import ScoringPublished
from xuezheng.modules.supervision.models import Score, ScoreLine, Scoring
from xuezheng.modules.supervision.queries.computing import Draft, UnitScore, computed
from xuezheng.modules.supervision.telling import tell_scores
from xuezheng.modules.supervision.weighing import Line


@transaction.atomic
def publish_scoring(*, post: ActingPost, scoring_id: UUID, version: int | None, expected: str, at: datetime) -> Scoring:
    """`expected` is the digest of the draft that was looked at. From here on only appeals change what units have."""
    scoring = draft_to_change(post, scoring_id, version=version)
    draft = computed(post, scoring)
    _check_worth_publishing(draft, expected)
    calendar = work_calendar_of(scoring.unit_path)
    until = calendar.add_working_days(today(at), deadlines().appeal_working_days)
    saved(scoring, published_at=at, shared=True, appeal_until=until, digest=draft.digest)
    scores = _write(scoring, draft.scores)
    after = {"units": len(scores), "lines": draft.line_count, "digest": draft.digest, "appeal_until": until}
    note("publish_scoring", post=post, row=scoring, at=at, after=after)
    announce(
        ScoringPublished(
            unit_path=scoring.unit_path,
            scoring_id=str(scoring.id),
            units=len(scores),
            appeal_until=until.isoformat(),
        ),
        at=at,
    )
    tell_scores(scoring, scores, at=at)
    return scoring


def _check_worth_publishing(draft: Draft, expected: str) -> None:
    if not draft.scores:
        raise Conflict(_("There is no administration below yours to score."))
    if draft.digest != expected:
        raise Conflict(_("Facts have changed since you looked at the draft. Look at it again, then publish."))


def _write(scoring: Scoring, drafts: Sequence[UnitScore]) -> list[Score]:
    pairs = [(_score(scoring, draft), draft) for draft in drafts]
    insert_by_copy([score for score, _draft in pairs])
    insert_by_copy(
        [_line(score, line, position) for score, draft in pairs for position, line in enumerate(draft.lines, start=1)]
    )
    return [score for score, _draft in pairs]


def _score(scoring: Scoring, draft: UnitScore) -> Score:
    return Score(
        id=uuid4(),
        scoring=scoring,
        unit=draft.unit,
        unit_path=draft.unit.unit_path,
        unit_name=draft.unit.name,
        level=draft.unit.level,
        group_path=draft.group_path,
        full=draft.full,
        deducted=draft.deducted,
        points=draft.points,
        lines=len(draft.lines),
        shared=True,
    )


def _line(score: Score, line: Line, position: int) -> ScoreLine:
    values: dict[str, Any] = {
        name: getattr(line, name) for name in ("subject_id", "role", "due_on", "came_on", "count", "raw", "points")
    }
    return ScoreLine(
        id=uuid4(),
        score=score,
        unit_path=score.unit_path,
        position=position,
        fact=line.fact.value,
        number=line.number[:60],
        title=line.title[:300],
        **values,
    )
