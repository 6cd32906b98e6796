"""Reporting the progress of a month; the same month can be written anew while its time runs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans import months
from xuezheng.modules.plans.actions.assignments.locking import assignment_to_report, fitting, note_assignment
from xuezheng.modules.plans.deadlines import deadlines
from xuezheng.modules.plans.events import ProgressReported
from xuezheng.modules.plans.models import Assignment, ProgressReport
from xuezheng.modules.plans.queries.own import reportable_months
from xuezheng.modules.plans.queries.reporting import has_unreported
from xuezheng.modules.plans.todos import close_monthly_todo

LONGEST = 2_000


@transaction.atomic
def report_progress(
    *, post: ActingPost, assignment_id: UUID, month: str, text: str, at: datetime, version: int | None = None
) -> ProgressReport:
    """State what was done in a month. `version` is that of the report that is written anew; None for a first one."""
    row = assignment_to_report(post, assignment_id)
    _check_open(row)
    _check_month(row, month, at=at)
    text = _checked(text)
    known = ProgressReport.objects.select_for_update().filter(assignment=row, month=month).first()
    report = _renewed(known, text, version=version, post=post, at=at) if known else _first(row, month, text, post, at)
    row.reported_at = at
    row.save(update_fields=["reported_at"])
    note_assignment("report_progress", post=post, row=row, at=at, after={"month": month, "text": text})
    announce(ProgressReported(unit_path=row.unit_path, assignment_id=str(row.id), month=month), at=at)
    if not has_unreported(row.unit_id, row.plan_id, month=month):
        close_monthly_todo(plan_id=row.plan_id, month=month, unit_path=row.unit_path, at=at)
    return report


def _check_open(row: Assignment) -> None:
    if row.accepted_at is not None:
        raise Conflict(_("The task is accepted; nothing is reported on it any more."))
    if row.submitted_at is not None:
        raise Conflict(_("The task is submitted and waits for acceptance. Withdraw the submission to write more."))


def _check_month(row: Assignment, month: str, *, at: datetime) -> None:
    if not months.is_month(month):
        raise Refusal(_("“%(month)s” is no month. Write it as 2026-03.") % {"month": month[:20]}, field="month")
    first, last = reportable_months(row, day=today(at))
    if month > last:
        raise Refusal(
            _("%(month)s has not begun. The latest month to report on is %(last)s.") % {"month": month, "last": last},
            field="month",
        )
    if month < months.month_of(today(row.assigned_at)):
        raise Refusal(
            _("The task was handed out on %(day)s, after %(month)s.")
            % {"day": today(row.assigned_at).isoformat(), "month": month},
            field="month",
        )
    if month < first:
        raise Refusal(
            _("The progress of %(month)s could be reported until %(day)s. Report it together with %(first)s.")
            % {"month": month, "day": deadlines().last_day_to_report(month).isoformat(), "first": first},
            field="month",
        )


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refusal(_("The report is empty. Say in a sentence what was done this month."), field="text")
    return fitting(text, field="text", most=LONGEST)


def _first(row: Assignment, month: str, text: str, post: ActingPost, at: datetime) -> ProgressReport:
    return ProgressReport.objects.create(
        assignment=row,
        unit_path=row.unit_path,
        month=month,
        text=text,
        person_name=post.person_name,
        reported_at=at,
    )


def _renewed(
    known: ProgressReport, text: str, *, version: int | None, post: ActingPost, at: datetime
) -> ProgressReport:
    if version != known.version:
        raise VersionIsStale(
            _("%(person)s has reported on %(month)s in the meantime. Look at that report, then change it.")
            % {"person": known.person_name, "month": known.month},
            field="text",
        )
    known.text, known.person_name, known.reported_at = text, post.person_name, at
    known.version += 1
    known.save(update_fields=["text", "person_name", "reported_at", "version"])
    return known
