"""Running a checked import: at once, or by a job."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.import_units import Progress, import_units, quiet
from xuezheng.kernel.units.importing.kept import found_import
from xuezheng.kernel.units.importing.report import ImportReport
from xuezheng.kernel.units.models import UnitImport
from xuezheng.kernel.units.policies import unit_imports_visible_to


@transaction.atomic
def run_import(*, post: ActingPost, import_id: UUID, at: datetime, progress: Progress = quiet) -> ImportReport:
    """Open the units of a checked file. It is checked again, since the tree may have changed; it runs once."""
    kept = found_import(unit_imports_visible_to(post).select_for_update(), import_id=import_id)
    if kept.content is None or kept.state == UnitImport.State.DONE:
        raise Conflict(_("This file was imported already. Upload the next one."))
    if kept.wrong:
        raise Refusal(_("Rows of the file have problems. Put them right and upload the file again."))
    report = import_units(post=post, data=bytes(kept.content), filename=kept.filename, at=at, progress=progress)
    if report.problems:
        raise Refusal(_("The units have changed since the file was checked. Check it again."))
    kept.state, kept.content, kept.finished_at = UnitImport.State.DONE, None, at
    kept.save(update_fields=["state", "content", "finished_at"])
    return report
