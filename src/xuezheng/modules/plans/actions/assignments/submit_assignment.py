"""Submitting a task as done, for the lead office to accept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import (
    What,
    add_step,
    assignment_to_report,
    fitting,
    note_assignment,
    saved,
)
from xuezheng.modules.plans.events import AssignmentSubmitted
from xuezheng.modules.plans.models import Assignment, ProgressReport
from xuezheng.modules.plans.queries.evidence import has_evidence
from xuezheng.modules.plans.todos import close_task_todos


@transaction.atomic
def submit_assignment(
    *, post: ActingPost, assignment_id: UUID, version: int, statement: str = "", at: datetime
) -> Assignment:
    """It needs something to judge by: a report on some month, or a statement with a file that shows it."""
    row = assignment_to_report(post, assignment_id, version=version)
    if row.accepted_at is not None:
        raise Conflict(_("The task is accepted already."))
    if row.submitted_at is not None:
        raise Conflict(_("The task is submitted already and waits for acceptance."))
    statement = fitting(statement, field="statement")
    _check_something_to_judge_by(row, statement)
    saved(row, submitted_at=at, submitted_by=post.person_id)
    add_step(row, What.SUBMITTED, post=post, at=at, words=statement)
    note_assignment("submit_assignment", post=post, row=row, at=at, after={"statement": statement})
    announce(AssignmentSubmitted(unit_path=row.unit_path, assignment_id=str(row.id)), at=at)
    close_task_todos([row], at=at)
    return row


def _check_something_to_judge_by(row: Assignment, statement: str) -> None:
    if ProgressReport.objects.filter(assignment=row).exists():
        return
    if not statement:
        raise Refusal(
            _("Nothing was reported on this task yet. State what was done, and add a file that shows it."),
            field="statement",
        )
    if not has_evidence(row):
        raise Refusal(
            _("A statement alone cannot be judged. Add a file that shows it, or report on the month."),
            field="statement",
        )
