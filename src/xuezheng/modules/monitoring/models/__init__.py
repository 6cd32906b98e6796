"""Tables of the module: what waits to be measured, how targets stand, bulletins with their batches and templates."""

from xuezheng.modules.monitoring.models.bulletins import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.models.measuring import DueMeasurement
from xuezheng.modules.monitoring.models.standings import TargetStanding
from xuezheng.modules.monitoring.models.wordings import TemplateWording

__all__ = ["Bulletin", "BulletinBatch", "DueMeasurement", "TargetStanding", "TemplateWording"]
