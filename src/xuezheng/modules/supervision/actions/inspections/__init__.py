"""Rounds of special supervision: opened, findings recorded, rectification ordered, closed."""

from xuezheng.modules.supervision.actions.inspections.close_inspection import close_inspection
from xuezheng.modules.supervision.actions.inspections.open_inspection import open_inspection
from xuezheng.modules.supervision.actions.inspections.order_rectification import order_rectification
from xuezheng.modules.supervision.actions.inspections.record_finding import record_finding

__all__ = ["close_inspection", "open_inspection", "order_rectification", "record_finding"]
