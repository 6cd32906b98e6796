"""What a unit that ended had still to do: its successors have it to do, or nobody.

What it had submitted waits for acceptance as before, and what was accepted stays.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from xuezheng.kernel.files.facade import relocate_attachments
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions.assignments.locking import note_assignment
from xuezheng.modules.plans.models import Assignment, AssignmentStep, ProgressReport
from xuezheng.modules.plans.queries.acceptance import IN_FORCE
from xuezheng.modules.plans.queries.evidence import ASSIGNMENT_FILES, REPORT_FILES
from xuezheng.modules.plans.todos import close_task_todos, open_task_todos


@transaction.atomic
def pass_on_tasks(*, post: ActingPost, unit: Unit, successors: Sequence[Unit], at: datetime) -> int:
    """Told again it finds nothing left. Returns how many assignments it settled."""
    rows = Assignment.objects.filter(IN_FORCE, unit=unit, submitted_at=None, accepted_at=None)
    found = list(rows.select_related("task", "plan__unit", "unit").select_for_update(of=("self",)).order_by("id"))
    close_task_todos(found, at=at)
    for row in found:
        heirs = _heirs(row, successors)
        if heirs:
            _give(row, heirs[0], post=post, at=at)
            for heir in heirs[1:]:
                _give_also(row, heir, post=post, at=at)
        else:
            _take_back(row, post=post, at=at)
    return len(found)


def _heirs(row: Assignment, successors: Sequence[Unit]) -> list[Unit]:
    """Successors below who issued the plan that have not got the task already."""
    having = set(Assignment.objects.filter(task=row.task).values_list("unit_id", flat=True))
    return [
        unit
        for unit in successors
        if unit.id not in having and unit.closed_on is None and unit.unit_path.startswith(row.issuer_path)
    ]


def _give(row: Assignment, heir: Unit, *, post: ActingPost, at: datetime) -> None:
    """The assignment itself, with what was reported so far and the files that show it."""
    before = {"unit": row.unit.name}
    row.unit, row.unit_path, row.version = heir, heir.unit_path, row.version + 1
    row.save(update_fields=["unit", "unit_path", "version"])
    reports = ProgressReport.objects.filter(assignment=row)
    reports.update(unit_path=row.unit_path)
    AssignmentStep.objects.filter(assignment=row).update(unit_path=row.unit_path)
    relocate_attachments(object_kind=ASSIGNMENT_FILES, places={str(row.id): row.unit_path}, at=at)
    keys = reports.values_list("id", flat=True)
    relocate_attachments(object_kind=REPORT_FILES, places={str(key): row.unit_path for key in keys}, at=at)
    open_task_todos([row], at=at)
    note_assignment("pass_on_assignment", row=row, post=post, at=at, before=before, after={"unit": heir.name})


def _give_also(row: Assignment, heir: Unit, *, post: ActingPost, at: datetime) -> None:
    fresh = Assignment.objects.create(
        plan=row.plan,
        task=row.task,
        unit=heir,
        unit_path=heir.unit_path,
        issuer_path=row.issuer_path,
        role=row.role,
        due_on=row.due_on,
        assigned_at=at,
    )
    open_task_todos([fresh], at=at)
    note_assignment("pass_on_assignment", row=fresh, post=post, at=at, after={"unit": heir.name})


def _take_back(row: Assignment, *, post: ActingPost, at: datetime) -> None:
    """Nobody can do it any more. What was reported stays in the journal."""
    reports = ProgressReport.objects.filter(assignment=row).order_by("month")
    before = {"due_on": row.due_on.isoformat(), "reports": dict(reports.values_list("month", "text"))}
    note_assignment("take_back_assignment", row=row, post=post, at=at, before=before)
    row.delete()
