"""What became of assignments in a period, told as of a day: facts that supervision scores and reports cite."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans import months
from xuezheng.modules.plans.deadlines import deadlines
from xuezheng.modules.plans.models import Assignment, AssignmentStep, ProgressReport
from xuezheng.modules.plans.policies.assignments import assignments_visible_to
from xuezheng.modules.plans.status import days_late

What = AssignmentStep.What
ALWAYS = date(1900, 1, 1)


@dataclass(frozen=True, kw_only=True)
class AssignmentFact:
    """One unit's share in a task as it stood on a day. `days_late` counts to the submission, or to that day without one."""

    id: UUID
    task_id: UUID
    task_number: str
    task_heading: str
    plan_id: UUID
    unit_id: int
    unit_name: str
    unit_path: str
    role: str
    due_on: date
    submitted_on: date | None
    accepted_on: date | None
    returned_times: int
    months_without_report: int
    days_late: int


@dataclass(frozen=True, kw_only=True)
class _History:
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    returned_times: int = 0


def assignment_facts(
    post: ActingPost, *, below: str, begins: date, ends: date, as_of: date, unit_ids: Collection[int] | None = None
) -> list[AssignmentFact]:
    """Assignments below a path that were open at some time of the period or due in it, by place and deadline.

    `unit_ids` asks for those of some units only: of the bureaus of a province without its fifty thousand schools.
    """
    rows = _within(assignments_visible_to(post), below).filter(assigned_at__lt=months.end_of(min(ends, as_of)))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    rows = rows.filter(
        Q(accepted_at=None) | Q(accepted_at__gte=months.start_of(begins)) | Q(due_on__range=(begins, ends))
    )
    return _facts(rows, begins=begins, ends=ends, as_of=as_of)


def overdue_assignments(
    post: ActingPost, *, as_of: date, below: str = "", unit_ids: Collection[int] | None = None
) -> list[AssignmentFact]:
    """What was due before that day and was neither submitted nor accepted by then, longest overdue first."""
    rows = _within(assignments_visible_to(post), below).filter(due_on__lt=as_of, assigned_at__lt=months.end_of(as_of))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    rows = rows.filter(Q(submitted_at=None) | Q(submitted_at__gte=months.end_of(as_of)))
    found = _facts(rows, begins=ALWAYS, ends=as_of, as_of=as_of)
    return sorted((fact for fact in found if fact.submitted_on is None), key=lambda fact: (fact.due_on, fact.unit_path))


def _within(rows: QuerySet[Assignment], below: str) -> QuerySet[Assignment]:
    return rows.filter(unit_path__gte=below, unit_path__lt=below + "~") if below else rows


def _facts(rows: QuerySet[Assignment], *, begins: date, ends: date, as_of: date) -> list[AssignmentFact]:
    """Reports and steps are asked for by the keys found: for a sub-select the database would plan by the few rows that it
    last counted (seen right after a load: more than 6 s for one unit)."""
    named = rows.annotate(number=F("task__number"), heading=F("task__heading"), unit_name=F("unit__name"))
    found = list(named.order_by("unit_path", "due_on", "id"))
    keys = [row.id for row in found]
    histories = _histories(keys, begins=begins, ends=min(ends, as_of), as_of=as_of)
    reported = dict(
        ProgressReport.objects.filter(assignment__in=keys, reported_at__lt=months.end_of(as_of))
        .values_list("assignment")
        .annotate(months=ArrayAgg("month"))
    )
    return [
        _fact(row, histories.get(row.id, _History()), reported.get(row.id, []), begins=begins, ends=ends, as_of=as_of)
        for row in found
    ]


def _histories(keys: Sequence[UUID], *, begins: date, ends: date, as_of: date) -> Mapping[UUID, _History]:
    """What the steps up to that day say: a later return or acceptance does not change how it stood then."""
    steps = (
        AssignmentStep.objects.filter(assignment__in=keys, taken_at__lt=months.end_of(as_of))
        .values_list("assignment")
        .annotate(
            whats=ArrayAgg("what", order_by=("taken_at", "id")), times=ArrayAgg("taken_at", order_by=("taken_at", "id"))
        )
    )
    return {
        key: _history(list(zip(whats, times, strict=True)), begins=begins, ends=ends) for key, whats, times in steps
    }


def _history(steps: Sequence[tuple[str, datetime]], *, begins: date, ends: date) -> _History:
    submitted_at = accepted_at = None
    for what, taken_at in steps:
        if what == What.SUBMITTED:
            submitted_at = taken_at
        elif what == What.ACCEPTED:
            accepted_at = taken_at
        elif what in {What.WITHDRAWN, What.RETURNED}:
            submitted_at = None
        elif what == What.REOPENED:
            submitted_at = accepted_at = None
    returned = sum(1 for what, taken_at in steps if what == What.RETURNED and begins <= today(taken_at) <= ends)
    return _History(submitted_at=submitted_at, accepted_at=accepted_at, returned_times=returned)


def _fact(
    row: Assignment, history: _History, reported: Sequence[str], *, begins: date, ends: date, as_of: date
) -> AssignmentFact:
    submitted_on = today(history.submitted_at) if history.submitted_at else None
    asked = required_months(
        row.assigned_at, due_on=row.due_on, submitted_on=submitted_on, begins=begins, ends=ends, day=as_of
    )
    return AssignmentFact(
        id=row.id,
        task_id=row.task_id,
        task_number=row.number,  # type: ignore[attr-defined] # annotated above
        task_heading=row.heading,  # type: ignore[attr-defined] # annotated above
        plan_id=row.plan_id,
        unit_id=row.unit_id,
        unit_name=row.unit_name,  # type: ignore[attr-defined] # annotated above
        unit_path=row.unit_path,
        role=row.role,
        due_on=row.due_on,
        submitted_on=submitted_on,
        accepted_on=today(history.accepted_at) if history.accepted_at else None,
        returned_times=history.returned_times,
        months_without_report=len(set(asked) - set(reported)),
        days_late=days_late(due_on=row.due_on, submitted_on=submitted_on, day=as_of),
    )


def required_months(
    assigned_at: datetime, *, due_on: date, submitted_on: date | None, begins: date, ends: date, day: date
) -> list[str]:
    """Whole months of the period for which a report was asked, and whose time for it is over on that day.

    The month of the handing out is free, and so is the one of the submission, which says more than a report.
    """
    first = max(months.following(months.month_of(today(assigned_at))), months.month_of(begins))
    last = min(months.month_of(due_on), months.month_of(ends))
    if submitted_on is not None:
        last = min(last, months.preceding(months.month_of(submitted_on)))
    return [
        month
        for month in months.between(first, last)
        if months.last_day(month) <= ends and deadlines().last_day_to_report(month) < day
    ]
