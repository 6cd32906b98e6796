"""The module's door: loading what ships, measuring, and the values of units.

load_catalogue(at=at)                                      # when the platform is brought up to its code
measure_period(table=table, period=period, at=at)          # now and here, where a demonstration was loaded
"""

from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.measure_all import measure_period
from xuezheng.modules.monitoring.actions.note_change import note_change
from xuezheng.modules.monitoring.measurer import shipped_definition
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.queries.publishing import publishable_values
from xuezheng.modules.monitoring.wording import shown

__all__ = [
    "LakeReader",
    "load_catalogue",
    "measure_period",
    "note_change",
    "publishable_values",
    "shipped_definition",
    "shown",
]
