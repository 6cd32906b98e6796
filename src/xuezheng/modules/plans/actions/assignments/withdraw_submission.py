"""Taking a submission back before anybody decided about it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import (
    What,
    add_step,
    assignment_to_report,
    note_assignment,
    saved,
)
from xuezheng.modules.plans.events import SubmissionWithdrawn
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.todos import open_task_todos


@transaction.atomic
def withdraw_submission(*, post: ActingPost, assignment_id: UUID, version: int, at: datetime) -> Assignment:
    row = assignment_to_report(post, assignment_id, version=version)
    if row.accepted_at is not None:
        raise Conflict(_("The task is accepted; ask the lead office to open it again."))
    if row.submitted_at is None:
        raise Conflict(_("There is no submission to take back."))
    saved(row, submitted_at=None, submitted_by=None)
    add_step(row, What.WITHDRAWN, post=post, at=at)
    note_assignment("withdraw_submission", post=post, row=row, at=at)
    announce(SubmissionWithdrawn(unit_path=row.unit_path, assignment_id=str(row.id)), at=at)
    open_task_todos([row], at=at)
    return row
