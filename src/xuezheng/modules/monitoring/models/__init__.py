"""Tables of the module: what waits to be measured, how targets stand, and bulletins with their batches."""

from xuezheng.modules.monitoring.models.bulletins import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.models.measuring import DueMeasurement
from xuezheng.modules.monitoring.models.standings import TargetStanding

__all__ = ["Bulletin", "BulletinBatch", "DueMeasurement", "TargetStanding"]
