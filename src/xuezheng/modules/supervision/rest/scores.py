"""Endpoints of weights, scores and appeals."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.supervision.actions import scores as acts
from xuezheng.modules.supervision.models import Appeal, Score, Scoring, WeightsEdition
from xuezheng.modules.supervision.policies.scores import (
    appeals_visible_to,
    can_change_scoring,
    scorings_visible_to,
    weights_editions_visible_to,
)
from xuezheng.modules.supervision.queries.computing import computed
from xuezheng.modules.supervision.queries.scores import get_appeal, get_score, get_scoring, lines_of, ranking
from xuezheng.modules.supervision.refusals import ScoringIsAbsent
from xuezheng.modules.supervision.rest import router
from xuezheng.modules.supervision.rest.schemas import (
    AppealDecisionIn,
    AppealIn,
    AppealOut,
    ScoreDraftOut,
    ScoreLineOut,
    ScorePublicationIn,
    ScoringIn,
    ScoringOut,
    UnitScoreOut,
    WeightsIn,
    WeightsOut,
)
from xuezheng.modules.supervision.weighing import FactKind, Rule

READ, SCORE, APPEAL = "supervision.read", "supervision.score", "supervision.appeal"
ONE = "/scorings/{uuid:scoring_id}"
KINDS = {kind.value for kind in FactKind}


@router.lists("/weights", item=WeightsOut, permission=READ, order="-made_at")
def list_weights(request: ApiRequest) -> QuerySet[WeightsEdition]:
    """Editions of the weights, of the own administration and of those above and below."""
    return weights_editions_visible_to(request.post)


@router.creates("/weights", returns=WeightsOut, permission=SCORE)
def change_weights(request: ApiRequest, weights: WeightsIn) -> WeightsEdition:
    """Make a new edition of the own administration's weights."""
    values = weights.model_dump(exclude=KINDS)
    rules = {kind: Rule(**getattr(weights, kind).model_dump()) for kind in KINDS}
    return acts.change_weights(post=request.post, rules=rules, at=request.at, **values)


@router.lists("/scorings", item=ScoringOut, permission=READ, order="-ends")
def list_scorings(request: ApiRequest) -> QuerySet[Scoring]:
    """Scored periods: published ones of the units above, and those of the own administration and below."""
    return scorings_visible_to(request.post)


@router.reads(ONE, returns=ScoringOut, permission=READ)
def read_scoring(request: ApiRequest, scoring_id: UUID) -> Scoring:
    """One scored period."""
    return get_scoring(request.post, scoring_id)


@router.creates(
    "/scorings",
    returns=ScoringOut,
    permission=SCORE,
    location=lambda scoring: f"/api/v1/supervision/scorings/{scoring.id}",
)
def draft_scoring(request: ApiRequest, scoring: ScoringIn) -> Scoring:
    """Ask for the scores of a period, as a draft."""
    return acts.draft_scoring(post=request.post, at=request.at, **scoring.model_dump())


@router.reads(f"{ONE}/draft", returns=ScoreDraftOut, permission=SCORE)
def read_score_draft(request: ApiRequest, scoring_id: UUID) -> dict[str, Any]:
    """What a draft comes to now, computed from the facts, with the digest that publication asks for."""
    scoring = get_scoring(request.post, scoring_id)
    if not can_change_scoring(request.post, scoring) or scoring.published_at is not None:
        raise ScoringIsAbsent
    draft = computed(request.post, scoring)
    scores = [
        {
            "unit_path": score.unit.unit_path,
            "unit_name": score.unit.name,
            "points": score.points,
            "deducted": score.deducted,
            "facts": len(score.lines),
        }
        for score in draft.scores
    ]
    return {"digest": draft.digest, "scores": scores}


@router.acts(f"{ONE}/publish", returns=ScoringOut, permission=SCORE, versioned=True)
def publish_scoring(request: ApiRequest, scoring_id: UUID, publication: ScorePublicationIn) -> Scoring:
    """Freeze the lines of a draft and tell every unit; the digest says which draft was looked at."""
    return acts.publish_scoring(
        post=request.post,
        scoring_id=scoring_id,
        version=request.version,
        expected=publication.digest,
        at=request.at,
    )


@router.removes(ONE, permission=SCORE, versioned=True)
def discard_scoring(request: ApiRequest, scoring_id: UUID) -> None:
    """Let go of a draft."""
    acts.discard_scoring(post=request.post, scoring_id=scoring_id, version=request.version, at=request.at)


@router.reads(f"{ONE}/ranking", returns=list[UnitScoreOut], permission=READ)
def read_ranking(request: ApiRequest, scoring_id: UUID, group: str = "") -> list[Score]:
    """The units directly under one unit by their points; under the scoring one where no path is named."""
    scoring = get_scoring(request.post, scoring_id)
    return ranking(request.post, scoring, group=group.replace("\x00", "") or scoring.unit_path)


@router.reads("/scores/{uuid:score_id}/lines", returns=list[ScoreLineOut], permission=READ)
def read_score_lines(request: ApiRequest, score_id: UUID) -> list[dict[str, Any]]:
    """What one unit lost its points for: every line with its fact. Of the own unit and those below."""
    score = get_score(request.post, score_id)
    return [
        ScoreLineOut.of(shown.line, points_now=shown.points, struck=shown.struck)
        for shown in lines_of(request.post, score)
    ]


@router.lists("/appeals", item=AppealOut, permission=READ, order="-made_at")
def list_appeals(request: ApiRequest, outcome: Appeal.Outcome | None = None) -> QuerySet[Appeal]:
    """Appeals of the own unit and of those below; of one outcome where it is named."""
    rows = appeals_visible_to(request.post)
    return rows.filter(outcome=outcome) if outcome else rows


@router.reads("/appeals/{uuid:appeal_id}", returns=AppealOut, permission=READ)
def read_appeal(request: ApiRequest, appeal_id: UUID) -> Appeal:
    """One appeal with its decision."""
    return get_appeal(request.post, appeal_id)


@router.creates(
    "/score-lines/{uuid:line_id}/appeals",
    returns=AppealOut,
    permission=APPEAL,
    location=lambda appeal: f"/api/v1/supervision/appeals/{appeal.id}",
)
def appeal_line(request: ApiRequest, line_id: UUID, appeal: AppealIn) -> Appeal:
    """Appeal against a line of the own unit's score."""
    return acts.appeal_line(post=request.post, line_id=line_id, reason=appeal.reason, at=request.at)


@router.acts("/appeals/{uuid:appeal_id}/decide", returns=AppealOut, permission=SCORE, versioned=True)
def decide_appeal(request: ApiRequest, appeal_id: UUID, decision: AppealDecisionIn) -> Appeal:
    """Uphold an appeal, which strikes the line and corrects the score, or reject it with the reason."""
    return acts.decide_appeal(
        post=request.post, appeal_id=appeal_id, version=request.version, at=request.at, **decision.model_dump()
    )
