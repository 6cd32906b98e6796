"""Work of the units in the background: declared here and not in jobs.py, since pages queue it too."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job, periodic
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.actions.clear_imports import clear_imports
from xuezheng.kernel.units.actions.run_import import run_import
from xuezheng.kernel.units.models import UnitImport

KEPT = timedelta(days=7)


@job("units.run_import", queue="imports", retries=2, title=_("Import of units"))
def import_in_background(work: Work, *, import_id: str) -> None:
    """One transaction: a job that is killed leaves nothing, and the next worker starts it anew."""
    try:
        with work.step() as post:
            report = run_import(post=post, import_id=UUID(import_id), at=now(), progress=work.report_progress)
            result: Mapping[str, str | int] = {"opened": report.opened, "import": import_id}
            work.report_result(result)
    except Refusal as refusal:
        with work.step():
            UnitImport.objects.filter(id=import_id).update(state=UnitImport.State.FAILED, message=str(refusal))
        raise


@periodic("units.clear_imports", cron="40 18 * * *", title=_("Clearing of files never imported"))
def clear_old_imports(work: Work) -> None:
    with work.step():
        clear_imports(checked_before=now() - KEPT)
