"""Submitting: the sources are read a last time, every rule is asked, and the report goes to the nearest desk above."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import check_fresh, note, report_to_fill, saved, step
from xuezheng.engines.forms.desks import desks_above
from xuezheng.engines.forms.events import ReportSubmitted
from xuezheng.engines.forms.models import Report, ReportStep
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report, counts_of, filled_now
from xuezheng.engines.forms.refusals import IsNotOpenForFilling
from xuezheng.engines.forms.standing import may_be_filled_at
from xuezheng.engines.forms.telling import renew_todo
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def submit_report(*, post: ActingPost, report_id: UUID, version: int, at: datetime) -> Report:
    report = report_to_fill(post, report_id)
    check_fresh(report.version, version, name=report.collection.title)
    if not may_be_filled_at(report, report.collection, at):
        raise IsNotOpenForFilling(report.collection.title)
    form = form_of(report.collection.edition)
    report.filled = dict(filled_now(post, report, form))
    checked = checked_report(report, form)
    if checked.errors:
        raise Refusals([Refusal(one.placed, field=one.table or next(iter(one.about), "")) for one in checked.errors])
    desks = desks_above(post, report.unit_path, up_to=report.collection.unit_path)
    if not desks:
        raise Conflict(_("No administration above takes this report. Tell the unit that collects."))
    saved(
        report, filled=report.filled, submitted_at=at, first_submitted_at=report.first_submitted_at or at,
        submitted_by=post.person_id, desk_path=desks[0].unit_path, returned_at=None, return_reason="",
        put_right_by=None, reopened_until=None, **counts_of(checked),
    )  # fmt: skip
    step(report, ReportStep.What.SUBMITTED, post=post, at=at)
    note("submit_report", post=post, row=report, at=at, name=report.collection.title, after={"desk": desks[0].name})
    renew_todo(report, at=at)
    announce(ReportSubmitted(unit_path=report.unit_path, report_id=str(report.id)), at=at)
    return report
