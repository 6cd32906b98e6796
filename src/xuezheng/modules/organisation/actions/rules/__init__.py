"""What can be done with rule documents."""

from xuezheng.modules.organisation.actions.rules.change_draft import change_draft, discard_draft
from xuezheng.modules.organisation.actions.rules.draft_rule import draft_edition, draft_rule
from xuezheng.modules.organisation.actions.rules.issue_edition import issue_edition
from xuezheng.modules.organisation.actions.rules.repeal_rule import repeal_rule

__all__ = ["change_draft", "discard_draft", "draft_edition", "draft_rule", "issue_edition", "repeal_rule"]
