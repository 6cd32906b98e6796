"""Scores: points of a published group below its unit, lines only at the scored unit and above it.

A city sees the points of all cities and of its own counties, and the lines of both only below itself; a county sees the cities
and the counties of its city. What another unit lost its points for is between it and those above it.
"""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.modules.supervision.models import Appeal, Score, ScoreCorrection, ScoreLine, Scoring, WeightsEdition
from xuezheng.modules.supervision.policies.reach import reaches, reaches_down, within_reach, within_reach_downward

READ, SCORE = "supervision.read", "supervision.score"


def can_view_weights_edition(post: ActingPost, edition: WeightsEdition) -> bool:
    return post.may(READ) and reaches_down(post, edition)


def weights_editions_visible_to(post: ActingPost) -> QuerySet[WeightsEdition]:
    return (
        WeightsEdition.objects.filter(within_reach_downward(post)) if post.may(READ) else WeightsEdition.objects.none()
    )


def can_view_scoring(post: ActingPost, scoring: Scoring) -> bool:
    from_above = scoring.shared and scoring.unit_path in ancestors_of(post.scope_path)
    return post.may(READ) and (reaches(post, scoring) or from_above)


def scorings_visible_to(post: ActingPost) -> QuerySet[Scoring]:
    if not post.may(READ):
        return Scoring.objects.none()
    return Scoring.objects.filter(
        within_reach(post) | Q(shared=True, unit_path__in=ancestors_of(post.scope_path)),
    )


def can_view_score(post: ActingPost, score: Score) -> bool:
    of_the_group = score.shared and score.group_path in ancestors_of(post.scope_path)
    return post.may(READ) and (reaches(post, score) or of_the_group)


def scores_visible_to(post: ActingPost) -> QuerySet[Score]:
    if not post.may(READ):
        return Score.objects.none()
    return Score.objects.filter(within_reach(post) | Q(shared=True, group_path__in=ancestors_of(post.scope_path)))


def can_view_score_line(post: ActingPost, line: ScoreLine) -> bool:
    return post.may(READ) and reaches(post, line)


def score_lines_visible_to(post: ActingPost) -> QuerySet[ScoreLine]:
    return ScoreLine.objects.filter(within_reach(post)) if post.may(READ) else ScoreLine.objects.none()


def can_view_appeal(post: ActingPost, appeal: Appeal) -> bool:
    return post.may(READ) and reaches(post, appeal)


def appeals_visible_to(post: ActingPost) -> QuerySet[Appeal]:
    return Appeal.objects.filter(within_reach(post)) if post.may(READ) else Appeal.objects.none()


def can_view_score_correction(post: ActingPost, correction: ScoreCorrection) -> bool:
    return post.may(READ) and reaches(post, correction)


def score_corrections_visible_to(post: ActingPost) -> QuerySet[ScoreCorrection]:
    return ScoreCorrection.objects.filter(within_reach(post)) if post.may(READ) else ScoreCorrection.objects.none()


def can_score(post: ActingPost) -> bool:
    return post.may(SCORE)


def can_change_scoring(post: ActingPost, scoring: Scoring) -> bool:
    """An administration publishes its own scores; those above only see them."""
    return post.may(SCORE) and post.scope_path == scoring.unit_path


def can_appeal_line(post: ActingPost, line: ScoreLine) -> bool:
    return post.may("supervision.appeal") and post.scope_path == line.unit_path


def can_decide_appeal(post: ActingPost, appeal: Appeal) -> bool:
    return post.may(SCORE) and post.scope_path == appeal.issuer_path
