"""What desks above do with reports."""

from xuezheng.engines.forms.actions.deciding.accept_report import accept_report
from xuezheng.engines.forms.actions.deciding.accept_reports import BulkOutcome, accept_reports
from xuezheng.engines.forms.actions.deciding.reopen_report import reopen_report
from xuezheng.engines.forms.actions.deciding.return_report import return_report

__all__ = ["BulkOutcome", "accept_report", "accept_reports", "reopen_report", "return_report"]
