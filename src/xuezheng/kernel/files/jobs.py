"""The nightly sweep of the store."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.files.actions.sweep_contents import orphans, sweep_content, sweep_incoming
from xuezheng.kernel.outbox.facade import Work, periodic


@periodic("files.sweep_contents", cron="40 18 * * *", title=_("Sweep of files nobody holds"))
def sweep_contents(work: Work) -> None:
    at = now()
    sweep_incoming(at=at)
    for sha256 in orphans(at=at):
        work.stop_if_cancelled()
        with work.step():
            sweep_content(sha256)
