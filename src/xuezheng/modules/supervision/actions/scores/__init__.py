"""Weights, drafts of scores, their publication, appeals and decisions."""

from xuezheng.modules.supervision.actions.scores.appeal_line import appeal_line
from xuezheng.modules.supervision.actions.scores.change_weights import change_weights
from xuezheng.modules.supervision.actions.scores.decide_appeal import decide_appeal
from xuezheng.modules.supervision.actions.scores.draft_scoring import discard_scoring, draft_scoring
from xuezheng.modules.supervision.actions.scores.publish_scoring import publish_scoring

__all__ = [
    "appeal_line",
    "change_weights",
    "decide_appeal",
    "discard_scoring",
    "draft_scoring",
    "publish_scoring",
]
