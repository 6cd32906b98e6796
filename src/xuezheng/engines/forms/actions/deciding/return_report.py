"""Returning a report to its unit, with the reason and the day until which it may be put right."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import note, saved, step, words_given
from xuezheng.engines.forms.deadlines import day_to_put_right, last_day_to_put_right
from xuezheng.engines.forms.deciding import report_to_decide
from xuezheng.engines.forms.events import ReportReturned
from xuezheng.engines.forms.models import Report, ReportStep
from xuezheng.engines.forms.telling import renew_todo
from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def return_report(
    *, post: ActingPost, report_id: UUID, version: int, reason: str, put_right_by: date | None = None, at: datetime
) -> Report:
    """Until the end of that day the unit may fill it in, though the collection was due and takes no other reports any more."""
    report = report_to_decide(post, report_id, version=version)
    words = words_given(reason, field="reason", missing=_("Say what has to be put right."))
    day = _possible(put_right_by, report, at=at) if put_right_by else day_to_put_right(report, at)
    saved(report, desk_path="", submitted_at=None, returned_at=at, return_reason=words, put_right_by=day)
    step(report, ReportStep.What.RETURNED, post=post, words=words, at=at)
    after = {"reason": words, "put_right_by": day.isoformat()}
    note("return_report", post=post, row=report, at=at, name=report.unit.name, after=after)
    renew_todo(report, at=at)
    announce(ReportReturned(unit_path=report.unit_path, report_id=str(report.id)), at=at)
    return report


def _possible(day: date, report: Report, *, at: datetime) -> date:
    first, last = today(at), last_day_to_put_right(report, at)
    if not first <= day <= last:
        raise Refusal(
            _("The report cannot be put right by %(day)s; state a day from %(first)s to %(last)s.")
            % {"day": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()},
            field="put_right_by",
        )
    return day
