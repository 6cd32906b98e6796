"""What becomes of reports when units move or end. The platform does it, in a binding that sees the whole tree."""

from xuezheng.engines.forms.actions.changed_units.follow_unit import follow_unit
from xuezheng.engines.forms.actions.changed_units.pass_on_reports import pass_on_reports
from xuezheng.engines.forms.actions.changed_units.settle_desks import settle_desks

__all__ = ["follow_unit", "pass_on_reports", "settle_desks"]
