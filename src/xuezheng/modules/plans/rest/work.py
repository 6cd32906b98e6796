"""Endpoints of tasks at units: reading how they stand, and what units and lead offices do."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from xuezheng.kernel.clock import today
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.plans.actions import assignments as acts
from xuezheng.modules.plans.actions.add_task import add_task
from xuezheng.modules.plans.actions.assignments.accept_many import Acceptance
from xuezheng.modules.plans.actions.assignments.locking import get_assignment
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Milestone, ProgressReport, Task
from xuezheng.modules.plans.policies.assignments import assignments_visible_to, reports_visible_to
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.queries.acceptance import Coverage, coverage
from xuezheng.modules.plans.queries.board import task_lines
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.queries.standing import standing
from xuezheng.modules.plans.refusals import PartIsAbsent
from xuezheng.modules.plans.rest import router
from xuezheng.modules.plans.rest.work_schemas import (
    AcceptanceIn,
    AssignmentOut,
    BoardLineOut,
    CoverageOut,
    DecisionIn,
    ExtensionIn,
    ManyIn,
    ManyOut,
    MilestoneOut,
    ProgressAnewIn,
    ProgressIn,
    ProgressReportOut,
    ReachIn,
    StepOut,
    SubmissionIn,
    TaskAddedIn,
    WorkTaskOut,
)
from xuezheng.modules.plans.status import Status

READ, WRITE, REPORT, ACCEPT = "plans.read", "plans.write", "plans.report", "plans.accept"
ONE = "/assignments/{uuid:assignment_id}"
REPORTED = "/progress-reports/{uuid:report_id}"
UnitCode = Annotated[str, Field(max_length=20)]


@router.lists("/assignments", item=AssignmentOut, permission=READ, order="unit_path")
def list_assignments(
    request: ApiRequest,
    *,
    plan: UUID | None = None,
    task: UUID | None = None,
    status: Status | None = None,
    below: UnitCode = "",
) -> QuerySet[Assignment]:
    """Which unit has which task. `below` is the code of a unit: it and all below it."""
    rows = assignments_visible_to(request.post)
    rows = rows.filter(plan_id=plan) if plan else rows
    rows = rows.filter(task_id=task) if task else rows
    rows = rows.filter(standing(status, day=today(request.at))) if status else rows
    path = _path(request, below)
    return rows.filter(unit_path__gte=path, unit_path__lt=path + "~") if path else rows


@router.reads(ONE, returns=AssignmentOut, permission=READ)
def read_assignment(request: ApiRequest, assignment_id: UUID) -> Assignment:
    """One unit's share of a task, with how it stands today."""
    return get_assignment(request.post, assignment_id)


@router.lists(f"{ONE}/reports", item=ProgressReportOut, permission=READ, order="month")
def list_progress_reports(request: ApiRequest, assignment_id: UUID) -> QuerySet[ProgressReport]:
    """What the unit reported of its task, month by month."""
    return reports_visible_to(request.post).filter(assignment=get_assignment(request.post, assignment_id))


@router.reads(f"{ONE}/steps", returns=list[StepOut], permission=READ)
def list_assignment_steps(request: ApiRequest, assignment_id: UUID) -> list[AssignmentStep]:
    """Its way, oldest first."""
    row = get_assignment(request.post, assignment_id)
    return list(AssignmentStep.objects.filter(assignment=row).order_by("taken_at", "id"))


@router.creates(
    f"{ONE}/reports",
    returns=ProgressReportOut,
    permission=REPORT,
    location=lambda report: f"/api/v1/plans/progress-reports/{report.id}",
)
def report_progress(request: ApiRequest, assignment_id: UUID, progress: ProgressIn) -> ProgressReport:
    """State what was done in a month. Evidence is attached through /files with the report's id."""
    return acts.report_progress(post=request.post, assignment_id=assignment_id, at=request.at, **progress.model_dump())


@router.reads(REPORTED, returns=ProgressReportOut, permission=READ)
def read_progress_report(request: ApiRequest, report_id: UUID) -> ProgressReport:
    """One month's report."""
    return _report(request, report_id)


@router.changes(REPORTED, returns=ProgressReportOut, permission=REPORT)
def rewrite_progress_report(request: ApiRequest, report_id: UUID, progress: ProgressAnewIn) -> ProgressReport:
    """Write the report of a month anew while its time runs."""
    report = _report(request, report_id)
    return acts.report_progress(
        post=request.post,
        assignment_id=report.assignment_id,
        month=report.month,
        text=progress.text,
        version=request.version,
        at=request.at,
    )


@router.acts(f"{ONE}/submit", returns=AssignmentOut, permission=REPORT, versioned=True)
def submit_assignment(request: ApiRequest, assignment_id: UUID, submission: SubmissionIn) -> Assignment:
    """Hand it in as done."""
    return acts.submit_assignment(**_key(request, assignment_id), statement=submission.statement)


@router.acts(f"{ONE}/withdraw", returns=AssignmentOut, permission=REPORT, versioned=True, takes="")
def withdraw_submission(request: ApiRequest, assignment_id: UUID) -> Assignment:
    """Take the submission back before it is decided."""
    return acts.withdraw_submission(**_key(request, assignment_id))


@router.acts(f"{ONE}/accept", returns=AssignmentOut, permission=ACCEPT, versioned=True)
def accept_assignment(request: ApiRequest, assignment_id: UUID, acceptance: AcceptanceIn) -> Assignment:
    """Accept what was submitted: the unit's share is done."""
    return acts.accept_assignment(**_key(request, assignment_id), words=acceptance.words)


@router.acts(f"{ONE}/return", returns=AssignmentOut, permission=ACCEPT, versioned=True)
def return_assignment(request: ApiRequest, assignment_id: UUID, decision: DecisionIn) -> Assignment:
    """Return what was submitted with the reason; the unit goes on."""
    return acts.return_assignment(**_key(request, assignment_id), reason=decision.reason)


@router.acts(f"{ONE}/reopen", returns=AssignmentOut, permission=ACCEPT, versioned=True)
def reopen_assignment(request: ApiRequest, assignment_id: UUID, decision: DecisionIn) -> Assignment:
    """Open an accepted share again with the reason."""
    return acts.reopen_assignment(**_key(request, assignment_id), reason=decision.reason)


@router.acts(f"{ONE}/extend", returns=AssignmentOut, permission=ACCEPT, versioned=True)
def extend_assignment(request: ApiRequest, assignment_id: UUID, extension: ExtensionIn) -> Assignment:
    """Give one unit more time."""
    return acts.extend_assignment(**_key(request, assignment_id), **extension.model_dump())


@router.reads("/{uuid:plan_id}/board", returns=list[BoardLineOut], permission=READ)
def read_board(request: ApiRequest, plan_id: UUID, below: UnitCode = "") -> list[dict[str, Any]]:
    """Every task of a plan with its units counted by how they stand, below a unit or in all that the post may see."""
    plan = get_plan(request.post, plan_id)
    place = _path(request, below) or request.post.scope_path
    lines = task_lines(request.post, plan, below=place, day=today(request.at))
    return [
        {
            "task_id": line.task.id,
            "number": line.task.number,
            "heading": line.task.heading,
            "due_on": line.task.due_on,
            "section": line.section,
            "leads": list(line.leads),
            "status": line.status,
            "counts": line.counts,
        }
        for line in lines
    ]


@router.creates("/{uuid:plan_id}/further-tasks", returns=WorkTaskOut, permission=WRITE)
def add_further_task(request: ApiRequest, plan_id: UUID, task: TaskAddedIn) -> Task:
    """Add a task that does not stand in the document, and hand it out."""
    values = task.model_dump(exclude={"leads", "supports"})
    return add_task(
        post=request.post,
        plan_id=plan_id,
        lead_unit_ids=[get_unit(request.post, uuid=uuid).id for uuid in task.leads],
        support_unit_ids=[get_unit(request.post, uuid=uuid).id for uuid in task.supports],
        at=request.at,
        **values,
    )


@router.reads("/tasks/{uuid:task_id}/waiting", returns=CoverageOut, permission=ACCEPT)
def read_waiting(request: ApiRequest, task_id: UUID, below: UnitCode = "") -> Coverage:
    """What waits, and how much of it could be accepted at once."""
    return coverage(request.post, task_id=_task(request, task_id).id, below=_path(request, below))


@router.acts("/tasks/{uuid:task_id}/accept-many", returns=ManyOut, permission=ACCEPT)
def accept_many(request: ApiRequest, task_id: UUID, many: ManyIn) -> Acceptance:
    """Accept all that carries evidence at once; many go on in the background."""
    return acts.accept_many(
        post=request.post,
        task_id=task_id,
        expected=many.expected,
        below=_path(request, many.below),
        words=many.words,
        at=request.at,
    )


@router.acts("/tasks/{uuid:task_id}/extend", returns=WorkTaskOut, permission=ACCEPT, versioned=True)
def extend_task(request: ApiRequest, task_id: UUID, extension: ExtensionIn) -> Task:
    """More time for every unit that still has it to do."""
    return acts.extend_task(
        post=request.post, task_id=task_id, version=request.version, at=request.at, **extension.model_dump()
    )


@router.reads("/tasks/{uuid:task_id}/milestones", returns=list[MilestoneOut], permission=READ)
def list_milestones(request: ApiRequest, task_id: UUID) -> list[Milestone]:
    """Milestones of a task with the day they were reached."""
    return list(Milestone.objects.filter(task=_task(request, task_id)).order_by("position"))


@router.acts("/milestones/{uuid:milestone_id}/reach", returns=MilestoneOut, permission=ACCEPT, versioned=True)
def reach_milestone(request: ApiRequest, milestone_id: UUID, reached: ReachIn) -> Milestone:
    """Record the day on which a milestone was reached."""
    return acts.reach_milestone(
        post=request.post, milestone_id=milestone_id, version=request.version, at=request.at, **reached.model_dump()
    )


@router.acts("/milestones/{uuid:milestone_id}/take-back", returns=MilestoneOut, permission=ACCEPT, versioned=True)
def take_back_milestone(request: ApiRequest, milestone_id: UUID, decision: DecisionIn) -> Milestone:
    """Take back that a milestone was reached."""
    return acts.take_back_milestone(
        post=request.post,
        milestone_id=milestone_id,
        version=request.version,
        reason=decision.reason,
        at=request.at,
    )


def _key(request: ApiRequest, assignment_id: UUID) -> dict[str, Any]:
    return {"post": request.post, "assignment_id": assignment_id, "version": request.version, "at": request.at}


def _task(request: ApiRequest, task_id: UUID) -> Task:
    found = tasks_visible_to(request.post).filter(id=task_id).first()
    if found is None:
        raise PartIsAbsent
    return found


def _report(request: ApiRequest, report_id: UUID) -> ProgressReport:
    found = reports_visible_to(request.post).filter(id=report_id).first()
    if found is None:
        raise PartIsAbsent
    return found


def _path(request: ApiRequest, code: str) -> str:
    return get_unit(request.post, code=code).unit_path if code else ""
