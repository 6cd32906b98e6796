"""What becomes of plans and tasks when units move or end. The platform does it, in a binding that sees the whole tree."""

from xuezheng.modules.plans.actions.changed_units.follow_unit import follow_unit
from xuezheng.modules.plans.actions.changed_units.pass_on_tasks import pass_on_tasks

__all__ = ["follow_unit", "pass_on_tasks"]
