"""Digests every morning, one job for each subscriber, so that one address that fails holds nobody else up; clearing."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.actions.clear_old import clear_old
from xuezheng.engines.inbox.actions.make_digest import mail_digest, make_digest
from xuezheng.engines.inbox.queries.subscriptions import due_subscriptions
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.outbox.facade import Work, job, periodic

AT_ONCE = 500


@job("inbox.send_digest", queue="mail", retries=6, title=_("Digest for one post"))
def send_digest(work: Work, *, subscription: str, day: str) -> None:
    """Tried again it goes on with what was made, so that nobody gets two of one day."""
    with work.step():
        digest = make_digest(subscription_id=UUID(subscription), day=date.fromisoformat(day), at=now())
    if digest is not None:
        with work.step():
            mail_digest(digest_id=digest.id, at=now())


@periodic("inbox.send_digests", cron="30 23 * * *", title=_("Digests of the morning"))
def send_digests(work: Work) -> None:
    """At 07:30 in China. Run again on the same day it finds only those who got none."""
    at = now()
    day = today(at)
    with work.step():
        ids = list(due_subscriptions(day).order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        work.stop_if_cancelled()
        with work.step() as post:
            for subscription in ids[start : start + AT_ONCE]:
                send_digest.queue(post=post, at=at, args={"subscription": str(subscription), "day": day.isoformat()})


@periodic("inbox.clear_old", cron="50 18 * * 0", title=_("Clearing of old to-dos and messages"))
def clear_old_rows(work: Work) -> None:
    with work.step():
        clear_old(at=now())
