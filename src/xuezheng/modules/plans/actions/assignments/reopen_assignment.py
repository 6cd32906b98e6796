"""Opening an accepted task again, when what was accepted proves wrong."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import (
    What,
    add_step,
    assignment_to_decide,
    note_assignment,
    reason_given,
    saved,
)
from xuezheng.modules.plans.events import AssignmentReopened
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.todos import REOPENED, open_task_todos, tell_decision

MISSING = gettext_lazy("Say why the task is opened again.")


@transaction.atomic
def reopen_assignment(*, post: ActingPost, assignment_id: UUID, version: int, reason: str, at: datetime) -> Assignment:
    """The acceptance no longer counts; the unit has the task to do again."""
    row = assignment_to_decide(post, assignment_id, version=version)
    if row.accepted_at is None:
        raise Conflict(_("The task is not accepted, so there is nothing to open again."))
    reason = reason_given(reason, field="reason", missing=MISSING)
    before = {"accepted_at": row.accepted_at.isoformat()}
    saved(row, submitted_at=None, submitted_by=None, accepted_at=None)
    add_step(row, What.REOPENED, post=post, at=at, words=reason)
    note_assignment("reopen_assignment", post=post, row=row, at=at, before=before, after={"reason": reason})
    announce(AssignmentReopened(unit_path=row.unit_path, assignment_id=str(row.id), reason=reason), at=at)
    open_task_todos([row], at=at, text=REOPENED, reason=reason)
    tell_decision([row], at=at, text=REOPENED, reason=reason)
    return row
