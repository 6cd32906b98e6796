"""A round's way: drafted with its standard, opened, taken into review, concluded, published."""

from xuezheng.modules.assessment.actions.rounds.begin_review import begin_review
from xuezheng.modules.assessment.actions.rounds.conclude_round import conclude_round
from xuezheng.modules.assessment.actions.rounds.discard_round import discard_round
from xuezheng.modules.assessment.actions.rounds.draft_round import draft_round
from xuezheng.modules.assessment.actions.rounds.open_round import open_round
from xuezheng.modules.assessment.actions.rounds.order_rectification import order_rectification
from xuezheng.modules.assessment.actions.rounds.publish_round import publish_round
from xuezheng.modules.assessment.actions.rounds.set_items import add_item, drop_item, set_item

__all__ = [
    "add_item",
    "begin_review",
    "conclude_round",
    "discard_round",
    "draft_round",
    "drop_item",
    "open_round",
    "order_rectification",
    "publish_round",
    "set_item",
]
