"""Work of the engine that no person starts."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.actions.handing_over import queue_handover
from xuezheng.engines.forms.actions.reminding import remind_desks, remind_keepers, remind_units, tell_above_keepers
from xuezheng.engines.forms.actions.reminding.tell_units import tell_portion
from xuezheng.engines.forms.actions.sheets.clear_sheets import clear_sheets
from xuezheng.engines.forms.models import Collection, DueHandover
from xuezheng.engines.forms.telling import renew_ended_todos
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic

SINCE = timedelta(days=3)
"""Days in which a worker that stood still makes up for openings and closings."""
KEPT = timedelta(days=7)
"""How long an uploaded file of answers can be looked at and applied."""


@periodic("forms.clear_sheets", cron="50 18 * * *", title=_("Clearing of uploaded files of answers"))
def clear_old_sheets(work: Work) -> None:
    with work.step():
        clear_sheets(uploaded_before=now() - KEPT)


@periodic("forms.hand_over_waiting", cron="20 18 * * *", title=_("Handing over of reports that still wait"))
def hand_over_waiting(work: Work) -> None:
    """What a job gave up, because of a fault that was mended since, is not left until somebody accepts another report."""
    with work.step():
        for collection_id in DueHandover.objects.order_by().values_list("collection_id", flat=True).distinct():
            queue_handover(collection_id, at=now())


@periodic("forms.remind_of_reports", cron="35 22 * * *", title=_("Reminders of reports, desks and corrections"))
def remind_of_reports(work: Work) -> None:
    """At 06:35 in China. Each part is a transaction of its own; what was told already is not told again."""
    _renew_todos(work)
    with work.step():
        renew_ended_todos(since=now() - SINCE, at=now())
    for act in (remind_units, remind_desks, remind_keepers, tell_above_keepers):
        with work.step() as post:
            act(post=post, at=now())


def _renew_todos(work: Work) -> None:
    """Of collections whose time began or ended in these days: nobody's act tells of that."""
    at = now()
    with work.step():
        lately = Q(opens_at__gt=at - SINCE, opens_at__lte=at) | Q(closes_at__gt=at - SINCE, closes_at__lte=at)
        found = list(Collection.objects.filter(lately).select_related("unit").order_by("id"))
    for collection in found:
        after: UUID | None = None
        while True:
            with work.step() as post:
                after = tell_portion(post=post, collection=collection, after=after, at=now())
            if after is None:
                break
