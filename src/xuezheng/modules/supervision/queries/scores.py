"""Published scores: rankings in which ties share a rank, one unit's lines with what was struck, what waits for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Rank

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.kinds import Level
from xuezheng.modules.supervision.models import Appeal, Score, ScoreCorrection, ScoreLine, Scoring
from xuezheng.modules.supervision.policies.scores import (
    appeals_visible_to,
    score_corrections_visible_to,
    score_lines_visible_to,
    scores_visible_to,
    scorings_visible_to,
)
from xuezheng.modules.supervision.refusals import AppealIsAbsent, LineIsAbsent, ScoringIsAbsent
from xuezheng.modules.supervision.weighing import counted, from_plain


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """A line as it counts now. `appeal` where there is one; a struck line counts nothing."""

    line: ScoreLine
    points: Decimal
    appeal: Appeal | None

    @property
    def struck(self) -> bool:
        return self.appeal is not None and self.appeal.outcome == Appeal.Outcome.UPHELD


@dataclass(frozen=True, kw_only=True)
class Group:
    """Units that are ranked against each other: those directly under one unit, or all of one level."""

    key: str
    title: str
    count: int


def get_scoring(post: ActingPost, scoring_id: UUID) -> Scoring:
    return first_or_refused(scorings_visible_to(post).select_related("unit").filter(id=scoring_id), ScoringIsAbsent)


def get_score(post: ActingPost, score_id: UUID) -> Score:
    """Without its unit: who sees a neighbour's points in a ranking does not see the neighbour's row in the register."""
    return first_or_refused(
        scores_visible_to(post).select_related("scoring__unit").filter(id=score_id), ScoringIsAbsent
    )


def get_line(post: ActingPost, line_id: UUID) -> ScoreLine:
    rows = score_lines_visible_to(post).select_related("score__scoring__unit", "score__unit")
    return first_or_refused(rows.filter(id=line_id), LineIsAbsent)


def get_appeal(post: ActingPost, appeal_id: UUID) -> Appeal:
    rows = appeals_visible_to(post).select_related("line__score__scoring__unit", "line__score__unit")
    return first_or_refused(rows.filter(id=appeal_id), AppealIsAbsent)


def ranked(rows: QuerySet[Score]) -> QuerySet[Any]:
    """Equal points share a rank, and the ranks after them are left out: 1, 2, 2, 4."""
    return rows.annotate(rank=Window(expression=Rank(), order_by=F("points").desc())).order_by(
        "-points", "unit_path", "id"
    )


def ranking(post: ActingPost, scoring: Scoring, *, group: str) -> list[Any]:
    """`group` is the path of the unit above, or 'county' for all counties the post sees."""
    rows = scores_visible_to(post).filter(scoring=scoring)
    rows = rows.filter(level=Level.COUNTY) if group == Level.COUNTY else rows.filter(group_path=group)
    return list(ranked(rows))


def groups_of(post: ActingPost, scoring: Scoring) -> list[Group]:
    """The rankings that the post may open: the issuer's own group first, then those of the cities it sees."""
    counts = dict(
        scores_visible_to(post).filter(scoring=scoring).order_by().values_list("group_path").annotate(count=Count("id"))
    )
    names = dict(
        scores_visible_to(post)
        .filter(scoring=scoring, unit_path__in=list(counts))
        .values_list("unit_path", "unit_name")
    )
    return [
        Group(key=path, title=names.get(path, ""), count=counts[path])
        for path in sorted(counts, key=lambda path: (path != scoring.unit_path, path))
    ]


def rank_of(post: ActingPost, score: Score) -> tuple[int, int]:
    """(rank, of how many) among the units of its group."""
    group = scores_visible_to(post).filter(scoring_id=score.scoring_id, group_path=score.group_path)
    return group.filter(points__gt=score.points).count() + 1, group.count()


def lines_of(post: ActingPost, score: Score) -> list[ShownLine]:
    """Lines with what they cost now: where one is struck, caps let others count again."""
    lines = list(score_lines_visible_to(post).filter(score=score).order_by("position"))
    appeals = {appeal.line_id: appeal for appeal in appeals_visible_to(post).filter(line__score=score)}
    struck = {key for key, appeal in appeals.items() if appeal.outcome == Appeal.Outcome.UPHELD}
    points = points_now(lines, struck, score.scoring.weights) if struck else {line.id: line.points for line in lines}
    return [ShownLine(line=line, points=points[line.id], appeal=appeals.get(line.id)) for line in lines]


def points_now(lines: Sequence[ScoreLine], struck: set[UUID], weights: dict[str, Any]) -> dict[UUID, Decimal]:
    counting = [line for line in lines if line.id not in struck]
    found = counted([(line.fact, line.raw) for line in counting], from_plain(weights))
    now = {line.id: points for line, points in zip(counting, found, strict=True)}
    return {line.id: now.get(line.id, Decimal(0)) for line in lines}


def corrections_of(post: ActingPost, score: Score) -> list[ScoreCorrection]:
    rows = score_corrections_visible_to(post).filter(score=score).select_related("line")
    return list(rows.order_by("-corrected_at", "-id"))


def own_scores(post: ActingPost, scoring: Scoring) -> Score | None:
    return scores_visible_to(post).filter(scoring=scoring, unit_path=post.scope_path).first()


def latest_published(post: ActingPost) -> Scoring | None:
    """Of the own administration, else of the nearest above."""
    rows = scorings_visible_to(post).filter(shared=True, unit_path__in=ancestors_of(post.scope_path))
    return rows.select_related("unit").order_by("-ends", "-unit_path", "id").first()


def waiting_appeals(post: ActingPost) -> QuerySet[Appeal]:
    return appeals_visible_to(post).filter(issuer_path=post.scope_path, outcome=Appeal.Outcome.OPEN)
