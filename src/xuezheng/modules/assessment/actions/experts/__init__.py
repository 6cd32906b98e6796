"""The register of experts: entered, changed, left."""

from xuezheng.modules.assessment.actions.experts.registering import change_expert, let_expert_go, register_expert

__all__ = ["change_expert", "let_expert_go", "register_expert"]
