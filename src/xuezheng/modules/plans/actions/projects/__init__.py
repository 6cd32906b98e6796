"""What units do with projects, their money, and implementation plans, one file a use case."""

from xuezheng.modules.plans.actions.projects.change_project import change_project, close_project
from xuezheng.modules.plans.actions.projects.draw_up_implementation import (
    change_implementation,
    draw_up_implementation,
)
from xuezheng.modules.plans.actions.projects.lay_road import add_road_step, change_road_step, remove_road_step
from xuezheng.modules.plans.actions.projects.open_project import open_project
from xuezheng.modules.plans.actions.projects.record_spending import record_spending, withdraw_spending

__all__ = [
    "add_road_step",
    "change_implementation",
    "change_project",
    "change_road_step",
    "close_project",
    "draw_up_implementation",
    "open_project",
    "record_spending",
    "remove_road_step",
    "withdraw_spending",
]
