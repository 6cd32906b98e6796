"""Tables of supervision, by subject."""

from xuezheng.modules.supervision.models.appeals import Appeal, ScoreCorrection
from xuezheng.modules.supervision.models.inspections import Finding, InspectedUnit, Inspection, InspectionItem
from xuezheng.modules.supervision.models.orders import Order, OrderReply
from xuezheng.modules.supervision.models.scores import Score, ScoreLine, Scoring, WeightsEdition

__all__ = [
    "Appeal",
    "Finding",
    "InspectedUnit",
    "Inspection",
    "InspectionItem",
    "Order",
    "OrderReply",
    "Score",
    "ScoreCorrection",
    "ScoreLine",
    "Scoring",
    "WeightsEdition",
]
