"""Background work of packages that stand below the outbox and so cannot declare it themselves."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic
from xuezheng.kernel.rest.idempotency import forget_expired


@periodic("rest.forget_replies", cron="10 * * * *", title=_("Clearing of kept answers to programs"))
def forget_replies(work: Work) -> None:
    with work.step():
        forget_expired(at=now())
