"""What the reporting unit does with its report."""

from xuezheng.engines.forms.actions.reporting.hand_in_files import hand_in_files, take_back_file
from xuezheng.engines.forms.actions.reporting.remark_on_report import remark_on_report
from xuezheng.engines.forms.actions.reporting.save_answers import Clash, SaveOutcome, save_answers
from xuezheng.engines.forms.actions.reporting.submit_report import submit_report

__all__ = [
    "Clash",
    "SaveOutcome",
    "hand_in_files",
    "remark_on_report",
    "save_answers",
    "submit_report",
    "take_back_file",
]
