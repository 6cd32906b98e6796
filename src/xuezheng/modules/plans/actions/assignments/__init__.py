"""What units and lead offices do with handed-out tasks, one file a use case."""

from xuezheng.modules.plans.actions.assignments.accept_assignment import accept_assignment
from xuezheng.modules.plans.actions.assignments.accept_many import accept_many
from xuezheng.modules.plans.actions.assignments.extend_deadline import extend_assignment, extend_task
from xuezheng.modules.plans.actions.assignments.reach_milestone import reach_milestone, take_back_milestone
from xuezheng.modules.plans.actions.assignments.reopen_assignment import reopen_assignment
from xuezheng.modules.plans.actions.assignments.report_progress import report_progress
from xuezheng.modules.plans.actions.assignments.return_assignment import return_assignment
from xuezheng.modules.plans.actions.assignments.submit_assignment import submit_assignment
from xuezheng.modules.plans.actions.assignments.withdraw_submission import withdraw_submission

__all__ = [
    "accept_assignment",
    "accept_many",
    "extend_assignment",
    "extend_task",
    "reach_milestone",
    "reopen_assignment",
    "report_progress",
    "return_assignment",
    "submit_assignment",
    "take_back_milestone",
    "withdraw_submission",
]
