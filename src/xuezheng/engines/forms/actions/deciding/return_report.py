"""Returning a report to its unit, with the reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import note, saved, step, words_given
from xuezheng.engines.forms.deciding import report_to_decide
from xuezheng.engines.forms.events import ReportReturned
from xuezheng.engines.forms.models import Report, ReportStep
from xuezheng.engines.forms.telling import renew_todo
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def return_report(*, post: ActingPost, report_id: UUID, version: int, reason: str, at: datetime) -> Report:
    report = report_to_decide(post, report_id, version=version)
    words = words_given(reason, field="reason", missing=_("Say what has to be put right."))
    saved(report, desk_path="", submitted_at=None, returned_at=at, return_reason=words)
    step(report, ReportStep.What.RETURNED, post=post, words=words, at=at)
    note("return_report", post=post, row=report, at=at, name=report.unit.name, after={"reason": words})
    renew_todo(report, at=at)
    announce(ReportReturned(unit_path=report.unit_path, report_id=str(report.id)), at=at)
    return report
