"""Opening an accepted report, or one that missed the closing, again: by the unit that collects, with a reason and a day."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions.handing_over import note_handover
from xuezheng.engines.forms.changing import (
    check_directs,
    check_fresh,
    get_report,
    locked,
    note,
    saved,
    step,
    words_given,
)
from xuezheng.engines.forms.models import Report, ReportStep
from xuezheng.engines.forms.refusals import CollectionIsClosed
from xuezheng.engines.forms.telling import renew_todo
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def reopen_report(
    *, post: ActingPost, report_id: UUID, version: int, until: datetime, reason: str, at: datetime
) -> Report:
    seen = get_report(post, report_id)
    check_directs(post, seen.collection)
    if seen.collection.closed_at is not None:
        raise CollectionIsClosed(seen.collection.title)
    report = locked(seen)
    check_fresh(report.version, version, name=report.unit.name)
    words = words_given(reason, field="reason", missing=_("Say why it is opened again."))
    if report.accepted_at is None and (report.submitted_at is not None or at <= report.collection.closes_at):
        raise Conflict(_("The report of %(unit)s is still on its way.") % {"unit": report.unit.name})
    if until <= at:
        raise Refusal(_("It can be open until a time that is still to come."), field="until")
    before = {"accepted_at": report.accepted_at.isoformat() if report.accepted_at else ""}
    saved(report, accepted_at=None, submitted_at=None, desk_path="", reopened_until=until)
    step(report, ReportStep.What.REOPENED, post=post, words=words, at=at)
    note("reopen_report", post=post, row=report, at=at, name=report.unit.name, before=before, after={"reason": words})
    renew_todo(report, at=at)
    note_handover(report.collection, place=report.unit_path, report=report, at=at)
    return report
