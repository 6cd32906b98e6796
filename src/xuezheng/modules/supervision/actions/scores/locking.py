"""What every act on scores begins with: the administration that scores, a draft of its own, locked."""

from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.changing import administration_of, check_fresh
from xuezheng.modules.supervision.models import Scoring
from xuezheng.modules.supervision.policies.scores import can_change_scoring, can_score
from xuezheng.modules.supervision.queries.scores import get_scoring
from xuezheng.modules.supervision.refusals import MayNotScore, ScoringIsPublished


def scoring_unit(post: ActingPost) -> Unit:
    unit = administration_of(post) if can_score(post) else None
    if unit is None:
        raise MayNotScore
    return unit


def draft_to_change(post: ActingPost, scoring_id: UUID, *, version: int | None) -> Scoring:
    seen = get_scoring(post, scoring_id)
    if not can_change_scoring(post, seen):
        raise MayNotScore
    scoring = Scoring.objects.select_for_update(no_key=True).get(id=scoring_id)
    scoring.unit = seen.unit
    if scoring.published_at is not None:
        raise ScoringIsPublished(scoring.title)
    check_fresh(scoring.version, version, name=scoring.title)
    return scoring
