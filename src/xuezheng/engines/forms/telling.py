"""What units read in their inboxes about reports: topics and sentences in one place, so that all acts say the same.

A unit has one to-do for each report that it may fill in now; it closes when the report is submitted or its time is over.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext_noop

from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import REPORT
from xuezheng.engines.forms.standing import ReportStatus, may_be_filled_at, status_of
from xuezheng.engines.inbox.facade import MessageDraft, TodoDraft, close_todos, open_todos, send_messages
from xuezheng.kernel.clock import today

FILL, REMINDER, WAITING, FILLED = "forms.fill", "forms.reminder", "forms.waiting", "forms.filled"
SUBJECT = "forms.report"
TO_FILL = gettext_noop("Fill in: %(title)s")
RETURNED = gettext_noop("Returned, put right: %(title)s. %(reason)s")
REOPENED = gettext_noop("Opened again: %(title)s")
FILLED_IN = gettext_noop("%(unit)s filled in %(count)s answers by file; look them through, then submit: %(title)s")


def renew_todos(reports: Sequence[Report], collection: Collection, *, at: datetime) -> int:
    """Bring the to-dos of these reports in line with how they stand, whatever was told before. Returns how many changed."""
    to_fill = [one for one in reports if may_be_filled_at(one, collection, at)]
    done = {one.id for one in reports} - {one.id for one in to_fill}
    opened = open_todos([_todo(one, collection) for one in to_fill], at=at)
    return opened + close_todos(topic=FILL, subject_kind=SUBJECT, subject_ids=sorted(map(str, done)), at=at)


def renew_todo(report: Report, *, at: datetime) -> None:
    renew_todos([report], report.collection, at=at)


def tell_filled(filled: Mapping[Report, int], *, by: str, key: str, at: datetime) -> None:
    """To the units whose reports another one filled in, with so many answers: the statement stays the unit's own."""
    drafts = [
        MessageDraft(
            topic=FILLED,
            key=key,
            unit_path=report.unit_path,
            unit_id=report.unit_id,
            text=FILLED_IN,
            params={"unit": by, "count": count, "title": report.collection.title},
            url=report_path(report.id),
            permission=REPORT,
        )
        for report, count in filled.items()
    ]
    send_messages(drafts, at=at)


def renew_ended_todos(*, since: datetime, at: datetime) -> None:
    """Of reports that were returned or opened again and whose own time ended in these days: nobody's act tells of that."""
    reopened = Q(reopened_until__gt=since, reopened_until__lte=at)
    returned = Q(reopened_until=None, put_right_by__gte=today(since), put_right_by__lt=today(at))
    rows = Report.objects.filter(reopened | returned, submitted_at=None).select_related("collection__unit")
    found = rows.defer("answers", "filled", "rows").order_by("collection_id", "id")
    for _collection_id, reports in groupby(found, key=lambda report: report.collection_id):
        together = list(reports)
        renew_todos(together, together[0].collection, at=at)


def _due_on(report: Report, collection: Collection) -> date:
    if report.reopened_until is not None:
        return today(report.reopened_until)
    return report.put_right_by or today(collection.due_at)


def _todo(report: Report, collection: Collection) -> TodoDraft:
    status = status_of(report)
    text = {ReportStatus.RETURNED: RETURNED, ReportStatus.REOPENED: REOPENED}.get(status, TO_FILL)
    params = {"title": collection.title}
    if status is ReportStatus.RETURNED:
        params["reason"] = report.return_reason[:150]
    return TodoDraft(
        topic=FILL,
        subject_kind=SUBJECT,
        subject_id=str(report.id),
        unit_path=report.unit_path,
        unit_id=report.unit_id,
        text=text,
        params=params,
        url=report_path(report.id),
        due_on=_due_on(report, collection),
        permission=REPORT,
        waiting_for=collection.unit.name,
    )
