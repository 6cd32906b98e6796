"""Reviews: experts assigned without conflict, drafts written, handed in, returned, withdrawn."""

from xuezheng.modules.assessment.actions.reviews.assigning import assign_evenly, assign_experts, withdraw_review
from xuezheng.modules.assessment.actions.reviews.writing import hand_in_review, return_review, save_review

__all__ = ["assign_evenly", "assign_experts", "hand_in_review", "return_review", "save_review", "withdraw_review"]
