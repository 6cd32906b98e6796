"""What can be done with targets and with the tasks of the units above, one use case a file."""

from xuezheng.modules.plans.actions.targets.agree_share import agree_share
from xuezheng.modules.plans.actions.targets.bind_target import bind_target, unbind_target
from xuezheng.modules.plans.actions.targets.propose_share import propose_share
from xuezheng.modules.plans.actions.targets.record_evidence import record_evidence, withdraw_evidence
from xuezheng.modules.plans.actions.targets.share_out_target import change_share, share_out_target
from xuezheng.modules.plans.actions.targets.state_unmeasurable import state_unmeasurable
from xuezheng.modules.plans.actions.targets.take_over_task import release_task, take_over_task, take_over_tasks

__all__ = [
    "agree_share",
    "bind_target",
    "change_share",
    "propose_share",
    "record_evidence",
    "release_task",
    "share_out_target",
    "state_unmeasurable",
    "take_over_task",
    "take_over_tasks",
    "unbind_target",
    "withdraw_evidence",
]
