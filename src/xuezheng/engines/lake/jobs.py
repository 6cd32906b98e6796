"""The nightly sweep of the lake's store."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.lake import uploads
from xuezheng.engines.lake.actions.hand_in_file import check_in_background, load_in_background
from xuezheng.engines.lake.actions.sweep_parts import forget_snapshots, sweep_files
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic

__all__ = ["check_in_background", "load_in_background"]
KEPT = timedelta(days=7)
"""How long a handed-in file waits to be loaded."""


@periodic("lake.sweep_parts", cron="10 19 * * *", title=_("Sweep of the lake's old snapshots"))
def sweep_parts(work: Work) -> None:
    """Files first: those of parts let go today are removed tomorrow."""
    with work.step():
        sweep_files(at=now())
    with work.step():
        forget_snapshots()
    uploads.sweep(before=now() - KEPT)
