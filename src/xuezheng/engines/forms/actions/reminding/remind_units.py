"""Reminding units of reports that are not in: so many days before and after the day as the catalogue says, once each."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from xuezheng.engines.forms.deadlines import deadlines
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import REPORT
from xuezheng.engines.forms.standing import collections_open_at
from xuezheng.engines.forms.telling import REMINDER
from xuezheng.engines.inbox.facade import MessageDraft, check_platform_reminds, note_reminders, send_messages
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost

AHEAD = gettext_noop("Not submitted yet, due on %(day)s: %(title)s")
OVERDUE = gettext_noop("Overdue since %(day)s and still taken: %(title)s")
TO_PUT_RIGHT = gettext_noop("Returned and not put right yet, by %(day)s: %(title)s")
NOT_PUT_RIGHT = gettext_noop("Returned, was to be put right by %(day)s and is still taken: %(title)s")


@transaction.atomic
def remind_units(*, post: ActingPost, at: datetime) -> int:
    """Returns how many reminders went out. Returned reports have a day of their own and are reminded of by it; those that were
    opened again are left out."""
    check_platform_reminds(post)
    sent = 0
    for collection in Collection.objects.filter(collections_open_at(at)).order_by("id"):
        step = deadlines().step_on(today(at), due_on=today(collection.due_at))
        if step is not None:
            sent += send_messages(_drafts(collection, step), at=at)
    sent += send_messages(_drafts_of_returned(at), at=at)
    note_reminders("forms.remind_units", post=post, at=at, sent=sent)
    return sent


def _drafts(collection: Collection, step: int) -> Iterator[MessageDraft]:
    due_on = today(collection.due_at).isoformat()
    rows = Report.objects.filter(collection=collection, submitted_at=None, put_right_by=None, reopened_until=None)
    rows = rows.order_by("id")
    for report_id, unit_id, unit_path in rows.values_list("id", "unit_id", "unit_path").iterator(chunk_size=5_000):
        yield MessageDraft(
            topic=REMINDER,
            key=f"{collection.id}/{due_on}/{step}",
            unit_path=unit_path,
            unit_id=unit_id,
            text=OVERDUE if step > 0 else AHEAD,
            params={"day": due_on, "title": collection.title},
            url=report_path(report_id),
            permission=REPORT,
        )


def _drafts_of_returned(at: datetime) -> Iterator[MessageDraft]:
    """As long as they may be filled in. What was in force when it was returned was told by the return itself."""
    taken = Q(put_right_by__gte=today(at)) | Q(collection__closes_at__gte=at)
    rows = Report.objects.filter(taken, submitted_at=None, reopened_until=None, collection__closed_at=None)
    returned = rows.exclude(put_right_by=None).select_related("collection").defer("answers", "filled", "rows")
    for report in returned.order_by("id").iterator(chunk_size=5_000):
        assert report.put_right_by is not None
        assert report.returned_at is not None
        step = deadlines().step_on(today(at), due_on=report.put_right_by)
        if step is None or step == deadlines().step_on(today(report.returned_at), due_on=report.put_right_by):
            continue
        day = report.put_right_by.isoformat()
        yield MessageDraft(
            topic=REMINDER,
            key=f"{report.collection_id}/returned/{day}/{step}",
            unit_path=report.unit_path,
            unit_id=report.unit_id,
            text=NOT_PUT_RIGHT if step > 0 else TO_PUT_RIGHT,
            params={"day": day, "title": report.collection.title},
            url=report_path(report.id),
            permission=REPORT,
        )
