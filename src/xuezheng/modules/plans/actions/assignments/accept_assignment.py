"""Accepting what one unit submitted."""

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
    assignment_to_decide,
    fitting,
    note_assignment,
    saved,
)
from xuezheng.modules.plans.events import AssignmentAccepted
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.todos import ACCEPTED, close_task_todos, tell_decision


@transaction.atomic
def accept_assignment(
    *, post: ActingPost, assignment_id: UUID, version: int, words: str = "", at: datetime
) -> Assignment:
    """The lead office takes the work as done."""
    row = assignment_to_decide(post, assignment_id, version=version)
    check_waiting(row)
    words = fitting(words, field="words")
    saved(row, accepted_at=at)
    add_step(row, What.ACCEPTED, post=post, at=at, words=words)
    note_assignment("accept_assignment", post=post, row=row, at=at, after={"words": words})
    announce(AssignmentAccepted(unit_path=row.unit_path, assignment_id=str(row.id)), at=at)
    close_task_todos([row], at=at)
    tell_decision([row], at=at, text=ACCEPTED)
    return row


def check_waiting(row: Assignment) -> None:
    if row.accepted_at is not None:
        raise Conflict(_("The task is accepted already."))
    if row.submitted_at is None:
        raise Conflict(
            _("%(unit)s has not submitted this task, or took the submission back.") % {"unit": row.unit.name}
        )
