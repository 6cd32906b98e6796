"""The outbox's own jobs: delivering events, and clearing what is finished and old."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.facade import heads_file, keep_head, seal_chunk
from xuezheng.kernel.outbox.actions import clear_finished
from xuezheng.kernel.outbox.delivery import deliver_event as deliver
from xuezheng.kernel.outbox.events import DELIVER, DELIVERIES
from xuezheng.kernel.outbox.registry import job, periodic
from xuezheng.kernel.outbox.work import Work

KEEP_DONE = timedelta(days=2)
KEEP_FAILED = timedelta(days=90)


@job(DELIVER, queue=DELIVERIES, retries=12, title=_("Delivery of an event"))
def deliver_event(work: Work, *, event: str, receiver: str) -> None:
    with work.step():
        deliver(event_id=UUID(event), receiver=receiver, at=now())


@periodic("outbox.clear_finished", cron="20 18 * * *", title=_("Clearing of finished jobs and events"))
def clear_old(work: Work) -> None:
    with work.step():
        clear_finished(done_before=now() - KEEP_DONE, failed_before=now() - KEEP_FAILED)


@periodic("journal.seal", cron="* * * * *", title=_("Sealing of the journal"))
def seal_journal(work: Work) -> None:
    """Scheduled here, since the journal stands below the queue. A chunk a transaction, so that writers' locks are short."""
    reach = None
    while not work.is_cancelled():
        with work.step():
            sealed = seal_chunk(at=now(), reach=reach)
        if sealed is None:
            return
        keep_head(sealed.head, path=heads_file())
        reach = sealed.reach
        if reach is None:
            return
