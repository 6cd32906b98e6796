"""Tables of the module, by subject."""

from xuezheng.modules.monitoring.models.measuring import DueMeasurement
from xuezheng.modules.monitoring.models.standings import TargetStanding

__all__ = ["DueMeasurement", "TargetStanding"]
