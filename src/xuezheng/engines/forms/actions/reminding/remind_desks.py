"""Reminding those above: a desk of all the reports that lie on it in one sentence, and who keeps a source of a correction."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min
from django.utils.translation import gettext_noop

from xuezheng.engines.forms.deadlines import deadlines
from xuezheng.engines.forms.models import Correction, Report
from xuezheng.engines.forms.places import collection_path, correction_path
from xuezheng.engines.forms.policies import REVIEW
from xuezheng.engines.forms.reading_editions import field_words
from xuezheng.engines.forms.telling import REMINDER, WAITING
from xuezheng.engines.inbox.facade import MessageDraft, check_platform_reminds, note_reminders, send_messages
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit

ON_DESK = gettext_noop("Reports on your desk: %(count)d, the oldest since %(day)s: %(title)s")
CORRECTION = gettext_noop("A correction waits for your answer, by %(day)s: %(field)s, %(unit)s")


@transaction.atomic
def remind_desks(*, post: ActingPost, at: datetime) -> int:
    check_platform_reminds(post)
    rows = Report.objects.exclude(desk_path="").filter(collection__closed_at=None)
    waiting = rows.values("collection_id", "collection__title", "desk_path").annotate(
        count=Count("id"), oldest=Min("submitted_at")
    )
    found = list(waiting.order_by("desk_path", "collection_id"))
    units = _units({row["desk_path"] for row in found})
    drafts = []
    for row in found:
        since = today(row["oldest"])
        step = deadlines().step_of_waiting(today(at), since=since)
        if step is not None and row["desk_path"] in units:
            drafts.append(
                MessageDraft(
                    topic=WAITING,
                    key=f"{row['collection_id']}/{since.isoformat()}/{step}",
                    unit_path=row["desk_path"],
                    unit_id=units[row["desk_path"]],
                    text=ON_DESK,
                    params={"count": row["count"], "day": since.isoformat(), "title": row["collection__title"]},
                    url=collection_path(row["collection_id"]),
                    permission=REVIEW,
                )
            )
    sent = send_messages(drafts, at=at)
    note_reminders("forms.remind_desks", post=post, at=at, sent=sent)
    return sent


@transaction.atomic
def remind_keepers(*, post: ActingPost, at: datetime) -> int:
    check_platform_reminds(post)
    unanswered = Correction.objects.filter(answered_at=None).select_related("unit", "report__collection__edition")
    rows = list(unanswered.order_by("id"))
    units = _units({row.owner_path for row in rows})
    drafts = []
    for row in rows:
        step = deadlines().step_on(today(at), due_on=row.due_on)
        if step is not None and row.owner_path in units:
            drafts.append(
                MessageDraft(
                    topic=REMINDER,
                    key=f"{row.id}/{step}",
                    unit_path=row.owner_path,
                    unit_id=units[row.owner_path],
                    text=CORRECTION,
                    params={"day": row.due_on.isoformat(), "field": field_words(row), "unit": row.unit.name},
                    url=correction_path(row.id),
                    permission=REVIEW,
                )
            )
    sent = send_messages(drafts, at=at)
    note_reminders("forms.remind_keepers", post=post, at=at, sent=sent)
    return sent


def _units(paths: set[str]) -> dict[str, int]:
    return dict(Unit.objects.filter(unit_path__in=paths, closed_on=None).values_list("unit_path", "id"))
