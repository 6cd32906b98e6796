"""The module's door: loading what ships, measuring, and the values of units.

load_catalogue(at=at)                                      # when the platform is brought up to its code
measure_all(at=at, progress=progress)                      # where a demonstration was loaded
"""

from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.measure_all import measure_all, measure_period
from xuezheng.modules.monitoring.actions.note_change import note_change
from xuezheng.modules.monitoring.measuring.measurer import shown
from xuezheng.modules.monitoring.measuring.reader import LakeReader

__all__ = ["LakeReader", "load_catalogue", "measure_all", "measure_period", "note_change", "shown"]
