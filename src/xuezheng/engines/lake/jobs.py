"""The nightly sweep of the lake's store."""

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.lake.actions.sweep_parts import forget_snapshots, sweep_files
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic


@periodic("lake.sweep_parts", cron="10 19 * * *", title=_("Sweep of the lake's old snapshots"))
def sweep_parts(work: Work) -> None:
    """Files first: those of parts let go today are removed tomorrow."""
    with work.step():
        sweep_files(at=now())
    with work.step():
        forget_snapshots()
