"""What can be done with surveys."""

from xuezheng.modules.organisation.actions.surveys.change_survey import change_survey
from xuezheng.modules.organisation.actions.surveys.conclude_survey import conclude_survey
from xuezheng.modules.organisation.actions.surveys.involve_unit import involve_kinds, involve_unit, release_unit
from xuezheng.modules.organisation.actions.surveys.open_survey import open_survey
from xuezheng.modules.organisation.actions.surveys.record_use import record_use
from xuezheng.modules.organisation.actions.surveys.report_findings import report_findings

__all__ = [
    "change_survey",
    "conclude_survey",
    "involve_kinds",
    "involve_unit",
    "open_survey",
    "record_use",
    "release_unit",
    "report_findings",
]
