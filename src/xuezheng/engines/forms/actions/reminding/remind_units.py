"""Reminding units of reports that are not in: so many days before and after the day as the catalogue says, once each."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
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


@transaction.atomic
def remind_units(*, post: ActingPost, at: datetime) -> int:
    """Returns how many reminders went out. Reports that were opened again have a day of their own and are left out."""
    check_platform_reminds(post)
    sent = 0
    for collection in Collection.objects.filter(collections_open_at(at)).order_by("id"):
        step = deadlines().step_on(today(at), due_on=today(collection.due_at))
        if step is not None:
            sent += send_messages(_drafts(collection, step), at=at)
    note_reminders("forms.remind_units", post=post, at=at, sent=sent)
    return sent


def _drafts(collection: Collection, step: int) -> Iterator[MessageDraft]:
    due_on = today(collection.due_at).isoformat()
    rows = Report.objects.filter(collection=collection, submitted_at=None, reopened_until=None).order_by("id")
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
