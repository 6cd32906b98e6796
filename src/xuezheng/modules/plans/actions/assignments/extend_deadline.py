"""Giving more time: to one unit, or to all that have a task still to do."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import Work, announce, job
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.plans.actions.assignments.locking import (
    What,
    add_step,
    assignment_to_direct,
    note_assignment,
    reason_given,
    saved,
    step_values,
    task_to_direct,
)
from xuezheng.modules.plans.correcting import checked_day
from xuezheng.modules.plans.events import DeadlineExtended
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Plan, Task
from xuezheng.modules.plans.todos import open_task_todos

MISSING = gettext_lazy("Say why more time is given.")
AT_ONCE = 300
PORTION = 5_000


@transaction.atomic
def extend_assignment(
    *, post: ActingPost, assignment_id: UUID, version: int, due_on: date, reason: str, at: datetime
) -> Assignment:
    """More time for one unit."""
    row = assignment_to_direct(post, assignment_id, version=version)
    if row.accepted_at is not None:
        raise Conflict(_("The task is accepted; it needs no more time."))
    _check_later(row.plan, due_on, row.due_on)
    reason = reason_given(reason, field="reason", missing=MISSING)
    before = {"due_on": row.due_on.isoformat()}
    saved(row, due_on=due_on)
    add_step(row, What.EXTENDED, post=post, at=at, words=f"{due_on.isoformat()} {reason}"[:500])
    note_assignment(
        "extend_assignment",
        post=post,
        row=row,
        at=at,
        before=before,
        after={"due_on": due_on.isoformat(), "reason": reason},
    )
    _announce(row.task, row, due_on=due_on, at=at)
    if row.submitted_at is None:
        open_task_todos([row], at=at)
    return row


@transaction.atomic
def extend_task(*, post: ActingPost, task_id: UUID, version: int, due_on: date, reason: str, at: datetime) -> Task:
    """More time for the task, and for every unit that has not got as much already and is not accepted yet."""
    task = task_to_direct(post, task_id, version=version)
    _check_later(task.plan, due_on, task.due_on)
    reason = reason_given(reason, field="reason", missing=MISSING)
    before = task.due_on
    task.due_on, task.version = due_on, task.version + 1
    task.save(update_fields=["due_on", "version"])
    extended = _extend_all(task, reason=reason, post=post, at=at)
    record(
        post=post,
        at=at,
        act="plans.extend_task",
        object_kind="plans.task",
        object_id=task.id,
        object_name=str(task),
        unit_path=task.unit_path,
        before={"due_on": before.isoformat()},
        after={"due_on": due_on.isoformat(), "reason": reason, "units": len(extended)},
    )
    _announce(task, None, due_on=due_on, at=at)
    if len(extended) <= AT_ONCE:
        _renew_todos(task, extended, at=at)
    else:
        renew_todos.queue(post=post, at=at, args={"task_id": str(task.id)}, subject=str(task))
    return task


@job("plans.renew_todos", title=gettext_lazy("New deadlines in the to-dos of units"))
def renew_todos(work: Work, *, task_id: str) -> None:
    """Portions by key, so that each is one transaction of its own."""
    with work.step():
        task = Task.objects.select_related("plan__unit").get(id=task_id)
        keys = list(_open_ones(task).order_by("id").values_list("id", flat=True))
    for start in range(0, len(keys), PORTION):
        work.stop_if_cancelled()
        with work.step():
            _renew_todos(task, _open_ones(task).filter(id__in=keys[start : start + PORTION]), at=now())
        work.report_progress(min(start + PORTION, len(keys)), len(keys))


def _open_ones(task: Task) -> QuerySet[Assignment]:
    return Assignment.objects.filter(task=task, submitted_at=None, accepted_at=None)


def _renew_todos(task: Task, rows: Iterable[Assignment], *, at: datetime) -> None:
    open_ones = [row for row in rows if row.submitted_at is None]
    for row in open_ones:
        row.task, row.plan = task, task.plan
    open_task_todos(open_ones, at=at)


def _extend_all(task: Task, *, reason: str, post: ActingPost, at: datetime) -> list[Assignment]:
    shorter = Assignment.objects.filter(task=task, accepted_at=None, due_on__lt=task.due_on)
    rows = list(shorter.select_for_update(no_key=True).order_by("id"))
    for row in rows:
        row.due_on = task.due_on
    Assignment.objects.filter(id__in=[row.id for row in rows]).update(due_on=task.due_on, version=F("version") + 1)
    words = f"{task.due_on.isoformat()} {reason}"[:500]
    insert_by_copy([AssignmentStep(**step_values(row, What.EXTENDED, post=post, at=at, words=words)) for row in rows])
    return rows


def _check_later(plan: Plan, due_on: date, present: date) -> None:
    if due_on <= present:
        raise Refusal(
            _("The deadline is %(present)s. More time means a later day than that, not %(day)s.")
            % {"present": present.isoformat(), "day": due_on.isoformat()},
            field="due_on",
        )
    checked_day(plan, due_on, field="due_on")


def _announce(task: Task, row: Assignment | None, *, due_on: date, at: datetime) -> None:
    announce(
        DeadlineExtended(
            unit_path=row.unit_path if row else task.unit_path,
            task_id=str(task.id),
            assignment_id=str(row.id) if row else "",
            due_on=due_on.isoformat(),
        ),
        at=at,
    )
