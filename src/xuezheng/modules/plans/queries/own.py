"""What is asked of a post's unit, by urgency, and whether it has reported this month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans import months
from xuezheng.modules.plans.deadlines import deadlines
from xuezheng.modules.plans.models import Assignment, Plan, ProgressReport
from xuezheng.modules.plans.policies.assignments import can_report_assignment, own_assignments
from xuezheng.modules.plans.status import Status, status_of

URGENCY = (Status.OVERDUE, Status.DUE_SOON, Status.ON_COURSE, Status.WAITING, Status.DONE)


@dataclass(frozen=True, kw_only=True)
class OwnTask:
    """`reported` tells whether something was said for the present month."""

    row: Assignment
    status: Status
    reported: bool
    returned: bool
    may_report: bool


def own_tasks(post: ActingPost, *, day: date, plan: Plan | None = None) -> list[OwnTask]:
    """Of plans in force, or of one plan: what was returned and what is overdue first."""
    rows = own_assignments(post).select_related("task", "plan", "unit")
    if plan is None:
        rows = rows.filter(plan__published_at__isnull=False, plan__superseded_at=None, plan__closed_at=None)
    else:
        rows = rows.filter(plan=plan)
    found = list(rows)
    month = months.month_of(day)
    said = ProgressReport.objects.filter(assignment__in=[row.id for row in found], month=month)
    reported = set(said.values_list("assignment_id", flat=True))
    tasks = [_own(post, row, reported=row.id in reported, day=day) for row in found]
    return sorted(tasks, key=_urgency)


def _own(post: ActingPost, row: Assignment, *, reported: bool, day: date) -> OwnTask:
    status = status_of(due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=day)
    open_still = row.submitted_at is None and row.accepted_at is None
    return OwnTask(
        row=row,
        status=status,
        reported=reported,
        returned=open_still and row.returned_at is not None,
        may_report=open_still and can_report_assignment(post, row),
    )


def _urgency(task: OwnTask) -> tuple[bool, int, date, str]:
    return not task.returned, URGENCY.index(task.status), task.row.due_on, task.row.task.number.zfill(6)


def reportable_months(row: Assignment, *, day: date) -> tuple[str, str]:
    """The first and the last month that can be reported on that day."""
    present = months.month_of(day)
    before = months.preceding(present)
    open_still = deadlines().last_day_to_report(before) >= day
    return max(before if open_still else present, months.month_of(today(row.assigned_at))), present


def reports_of(row: Assignment) -> Sequence[ProgressReport]:
    """The newest month first."""
    return list(ProgressReport.objects.filter(assignment=row).order_by("-month"))
