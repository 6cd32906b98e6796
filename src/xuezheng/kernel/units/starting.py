"""Starting a checked import, by page or by program: small ones at once, others by a job whose progress can be followed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.run_import import run_import
from xuezheng.kernel.units.background import import_in_background
from xuezheng.kernel.units.importing.kept import found_import
from xuezheng.kernel.units.importing.report import ImportReport
from xuezheng.kernel.units.models import UnitImport
from xuezheng.kernel.units.policies import unit_imports_visible_to

AT_ONCE = 2_000
"""Rows up to which the caller waits."""


@transaction.atomic
def start_import(*, post: ActingPost, import_id: UUID, at: datetime) -> ImportReport | None:
    """What was done, or None where a job does it. Two who start the same file at once start it once."""
    kept = found_import(unit_imports_visible_to(post).select_for_update(), import_id=import_id)
    if kept.rows <= AT_ONCE or kept.content is None or kept.wrong:
        return run_import(post=post, import_id=import_id, at=at)
    if kept.state == UnitImport.State.RUNNING:
        raise Conflict(_("The import is at work in the background."))
    kept.run_id = import_in_background.queue(post=post, at=at, args={"import_id": str(kept.id)}, subject=kept.filename)
    kept.state, kept.message = UnitImport.State.RUNNING, ""
    kept.save(update_fields=["state", "run_id", "message"])
    return None
