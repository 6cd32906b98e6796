"""Tables of the module: what waits to be measured, and bulletins with their batches."""

from xuezheng.modules.monitoring.models.bulletins import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.models.measuring import DueMeasurement

__all__ = ["Bulletin", "BulletinBatch", "DueMeasurement"]
