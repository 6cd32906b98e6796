"""What is done with bulletins, one file an act."""

from xuezheng.modules.monitoring.actions.bulletins.batches import resume_batch, write_batch, write_bulletins
from xuezheng.modules.monitoring.actions.bulletins.discard_draft import discard_draft
from xuezheng.modules.monitoring.actions.bulletins.draft_bulletin import draft_bulletin, refill_draft
from xuezheng.modules.monitoring.actions.bulletins.issue_bulletin import issue_bulletin
from xuezheng.modules.monitoring.actions.bulletins.publish_bulletin import close_publication, publish_bulletin
from xuezheng.modules.monitoring.actions.bulletins.withdraw_bulletin import withdraw_bulletin

__all__ = [
    "close_publication",
    "discard_draft",
    "draft_bulletin",
    "issue_bulletin",
    "publish_bulletin",
    "refill_draft",
    "resume_batch",
    "withdraw_bulletin",
    "write_batch",
    "write_bulletins",
]
