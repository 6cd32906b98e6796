"""What the reporting unit does with its report."""

from xuezheng.engines.forms.actions.reporting.remark_on_report import remark_on_report
from xuezheng.engines.forms.actions.reporting.save_answers import Clash, SaveOutcome, save_answers
from xuezheng.engines.forms.actions.reporting.submit_report import submit_report

__all__ = ["Clash", "SaveOutcome", "remark_on_report", "save_answers", "submit_report"]
