"""The module's door: loading what ships, measuring, the values of units, bulletins.

load_catalogue(at=at)                                      # when the platform is brought up to its code
measure_period(table=table, period=period, at=at)          # now and here, where a demonstration was loaded
"""

from xuezheng.modules.monitoring.actions.bulletins import draft_bulletin, issue_bulletin, publish_bulletin
from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.measure_all import measure_period
from xuezheng.modules.monitoring.actions.note_change import note_change
from xuezheng.modules.monitoring.bulletins.gathering import CurrentValues, measured_periods
from xuezheng.modules.monitoring.bulletins.templates import get_template
from xuezheng.modules.monitoring.measurer import shipped_definition
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.queries.publishing import publishable_values
from xuezheng.modules.monitoring.wording import shown

__all__ = [
    "CurrentValues",
    "LakeReader",
    "draft_bulletin",
    "get_template",
    "issue_bulletin",
    "load_catalogue",
    "measure_period",
    "measured_periods",
    "note_change",
    "publish_bulletin",
    "publishable_values",
    "shipped_definition",
    "shown",
]
