"""Giving a submission back with the reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.accept_assignment import check_waiting
from xuezheng.modules.plans.actions.assignments.locking import (
    What,
    add_step,
    assignment_to_decide,
    note_assignment,
    reason_given,
    saved,
)
from xuezheng.modules.plans.events import AssignmentReturned
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.todos import RETURNED, open_task_todos, tell_decision

MISSING = _("Say what is missing or wrong, so that the unit can put it right.")


@transaction.atomic
def return_assignment(*, post: ActingPost, assignment_id: UUID, version: int, reason: str, at: datetime) -> Assignment:
    """The unit has it to do again, under the deadline it had."""
    row = assignment_to_decide(post, assignment_id, version=version)
    check_waiting(row)
    reason = reason_given(reason, field="reason", missing=MISSING)
    saved(row, submitted_at=None, submitted_by=None, returned_at=at, return_reason=reason)
    add_step(row, What.RETURNED, post=post, at=at, words=reason)
    note_assignment("return_assignment", post=post, row=row, at=at, after={"reason": reason})
    announce(AssignmentReturned(unit_path=row.unit_path, assignment_id=str(row.id), reason=reason), at=at)
    open_task_todos([row], at=at, text=RETURNED, reason=reason)
    tell_decision([row], at=at, text=RETURNED, reason=reason)
    return row
