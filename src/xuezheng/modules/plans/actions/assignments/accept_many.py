"""Accepting thousands of submissions to one task at once, after it was stated how many are covered.

The job is declared here and not in jobs.py, since the act queues it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.facade import Record, record_many
from xuezheng.kernel.outbox.facade import Work, announce, job
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.plans.actions.assignments.locking import (
    What,
    fitting,
    name_of,
    step_values,
    task_to_direct,
)
from xuezheng.modules.plans.events import AssignmentsAccepted
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Task
from xuezheng.modules.plans.places import task_path
from xuezheng.modules.plans.queries.acceptance import acceptable, coverage
from xuezheng.modules.plans.todos import ACCEPTED, close_task_todos, tell_decision

AT_ONCE = 300
"""More than so many go into the background."""
PORTION = 5_000


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """`run_id` where it goes on in the background; then `count` is how many it will be."""

    count: int
    run_id: UUID | None


@transaction.atomic
def accept_many(
    *, post: ActingPost, task_id: UUID, expected: int, below: str = "", words: str = "", at: datetime
) -> Acceptance:
    """Accept what was submitted to a task, in the whole plan or below one place, and carries evidence.

    `expected` is the number that was shown: where it is another one meanwhile, nothing is done.
    """
    task = task_to_direct(post, task_id)
    words = fitting(words, field="words")
    covered = coverage(post, task_id=task_id, below=below)
    if covered.acceptable != expected:
        raise Conflict(
            _("The number has changed: %(sentence)s. Look at it again, then decide.") % {"sentence": covered.sentence}
        )
    if not covered.acceptable:
        raise Refusal(_("There is nothing to accept at once here. %(sentence)s.") % {"sentence": covered.sentence})
    if covered.acceptable <= AT_ONCE:
        done = _accept_portion(task, below=below, words=words, post=post, at=at)
        return Acceptance(count=done.accepted, run_id=None)
    args = {"task_id": str(task_id), "below": below, "words": words, "total": covered.acceptable}
    run_id = accept_in_background.queue(post=post, at=at, args=args, subject=str(task))
    return Acceptance(count=covered.acceptable, run_id=run_id)


@job(
    "plans.accept_many",
    title=gettext_lazy("Acceptance of many submissions"),
    result_address=lambda result: task_path(str(result["task"])),
)
def accept_in_background(work: Work, *, task_id: str, below: str, words: str, total: int) -> None:
    """What was accepted is passed over, so the next worker goes on where this one was stopped."""
    done, found = 0, Portion(chosen=PORTION, accepted=0)
    while found.chosen == PORTION:
        work.stop_if_cancelled()
        with work.step() as post:
            task = task_to_direct(post, UUID(task_id))
            found = _accept_portion(task, below=below, words=words, post=post, at=now())
        done += found.accepted
        work.report_progress(min(done, total), total)
    with work.step():
        work.report_result({"task": task_id, "accepted": done})
    work.report_progress(total, total)


@dataclass(frozen=True, kw_only=True)
class Portion:
    """How many were found waiting, and how many of them still waited once they were locked."""

    chosen: int
    accepted: int


def _accept_portion(task: Task, *, below: str, words: str, post: ActingPost, at: datetime) -> Portion:
    keys = list(acceptable(post, task_id=task.id, below=below).order_by("submitted_at", "id").values("id")[:PORTION])
    chosen = [key["id"] for key in keys]
    waiting = Assignment.objects.filter(id__in=chosen, submitted_at__isnull=False, accepted_at=None)
    rows = list(waiting.select_related("unit", "plan").select_for_update(of=("self",), no_key=True).order_by("id"))
    for row in rows:
        row.task = task
    Assignment.objects.filter(id__in=[row.id for row in rows]).update(accepted_at=at, version=F("version") + 1)
    _tell(rows, task=task, words=words, post=post, at=at)
    return Portion(chosen=len(chosen), accepted=len(rows))


def _tell(rows: Sequence[Assignment], *, task: Task, words: str, post: ActingPost, at: datetime) -> None:
    insert_by_copy([AssignmentStep(**step_values(row, What.ACCEPTED, post=post, at=at, words=words)) for row in rows])
    record_many((_record(row, words) for row in rows), post=post, at=at)
    announce(AssignmentsAccepted(unit_path=task.unit_path, task_id=str(task.id), count=len(rows)), at=at)
    close_task_todos(rows, at=at)
    tell_decision(rows, at=at, text=ACCEPTED)


def _record(row: Assignment, words: str) -> Record:
    return Record(
        act="plans.accept_assignment",
        object_kind="plans.assignment",
        object_id=row.id,
        object_name=name_of(row),
        unit_path=row.unit_path,
        after={"words": words, "at_once": True},
    )
