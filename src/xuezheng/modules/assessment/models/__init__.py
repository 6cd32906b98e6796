"""What the module keeps: rounds with items, assessed units and results, appeals; the register of experts; their reviews."""

from xuezheng.modules.assessment.models.appeals import ResultAppeal, ResultCorrection
from xuezheng.modules.assessment.models.experts import Expert
from xuezheng.modules.assessment.models.results import AssessedUnit, ItemResult
from xuezheng.modules.assessment.models.reviews import Review, ReviewLine
from xuezheng.modules.assessment.models.rounds import Round, RoundItem

__all__ = [
    "AssessedUnit",
    "Expert",
    "ItemResult",
    "ResultAppeal",
    "ResultCorrection",
    "Review",
    "ReviewLine",
    "Round",
    "RoundItem",
]
