"""Running a checked import: at once, or by a job."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.import_units import Progress, import_units, quiet
from xuezheng.kernel.units.importing.report import ImportReport
from xuezheng.kernel.units.models import UnitImport
from xuezheng.kernel.units.policies import unit_imports_visible_to


@transaction.atomic
def run_import(*, post: ActingPost, import_id: UUID, at: datetime, progress: Progress = quiet) -> ImportReport:
    """Open the units of a checked file. It is checked again, since the tree may have changed; it runs once."""
    kept = unit_imports_visible_to(post).select_for_update().filter(id=import_id).first()
    if kept is None:
        raise NotFound(_("There is no such import within what your post may see."))
    if kept.content is None or kept.state == UnitImport.State.DONE:
        raise Conflict(_("This file was imported already. Upload the next one."))
    report = import_units(post=post, data=bytes(kept.content), filename=kept.filename, at=at, progress=progress)
    if report.problems:
        raise Refusal(_("The units have changed since the file was checked. Check it again."))
    kept.state, kept.content, kept.finished_at = UnitImport.State.DONE, None, at
    kept.save(update_fields=["state", "content", "finished_at"])
    return report
