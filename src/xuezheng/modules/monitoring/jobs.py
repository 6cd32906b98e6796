"""The night's work: what is not of now is computed whole, and files of components that nothing names go."""

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic
from xuezheng.modules.monitoring.actions.bulletins import write_bulletins
from xuezheng.modules.monitoring.actions.measure_all import note_all
from xuezheng.modules.monitoring.actions.measure_due import measure_due
from xuezheng.modules.monitoring.actions.refresh_standings import queue_all_standings, refresh_standings

__all__ = ["measure_due", "refresh_standings", "write_bulletins"]


@periodic("monitoring.measure_all", cron="30 17 * * *", title=_("Nightly computing of all indicators"))
def measure_all(work: Work) -> None:
    """Each period is a job of its own, so that one that fails does not stop the others."""
    with work.step():
        indicators.sweep_files(at=now())
    with work.step():
        note_all(at=now())
    with work.step():
        queue_all_standings(at=now())
