"""Endpoints of projects, implementation plans, and the three lists as JSON."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import today
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.plans.actions import projects as acts
from xuezheng.modules.plans.actions.projects.lay_road import get_road_step
from xuezheng.modules.plans.actions.projects.locking import get_implementation, get_project
from xuezheng.modules.plans.models import ImplementationPlan, Project, RoadStep, Spending
from xuezheng.modules.plans.policies.projects import implementations_visible_to, projects_visible_to
from xuezheng.modules.plans.queries.lists import Asked, duty_list, project_list, task_list
from xuezheng.modules.plans.rest import router
from xuezheng.modules.plans.rest.work_schemas import (
    DutyItemOut,
    ImplementationIn,
    ImplementationOut,
    ProjectChangeIn,
    ProjectClosingIn,
    ProjectIn,
    ProjectOut,
    ProjectWithSpentOut,
    RoadStepChangeIn,
    RoadStepIn,
    RoadStepOut,
    SpendingIn,
    SpendingOut,
    SpendingWithdrawnIn,
    TaskItemOut,
)

READ, REPORT = "plans.read", "plans.report"
PROJECT = "/projects/{uuid:project_id}"
ROAD = "/implementations/{uuid:implementation_id}"
STEP = "/road-steps/{uuid:step_id}"
UnitCode = Annotated[str, Field(max_length=20)]
PeriodCode = Annotated[str, Field(min_length=4, max_length=20)]


@router.lists("/projects", item=ProjectOut, permission=READ, order="-begins_on")
def list_projects(request: ApiRequest, task: UUID | None = None) -> QuerySet[Project]:
    """Projects of the units within the post's scope, by when they begin."""
    rows = projects_visible_to(request.post)
    return rows.filter(task_id=task) if task else rows


@router.reads(PROJECT, returns=ProjectOut, permission=READ)
def read_project(request: ApiRequest, project_id: UUID) -> Project:
    """One project, with what its budget is and where the money comes from."""
    return get_project(request.post, project_id)


@router.creates(
    "/projects",
    returns=ProjectOut,
    permission=REPORT,
    location=lambda project: f"/api/v1/plans/projects/{project.id}",
)
def open_project(request: ApiRequest, project: ProjectIn) -> Project:
    """Open a project of the own unit under a task."""
    values = project.model_dump(exclude={"task"})
    return acts.open_project(post=request.post, task_id=project.task, at=request.at, **values)


@router.changes(PROJECT, returns=ProjectOut, permission=REPORT)
def change_project(request: ApiRequest, project_id: UUID, change: ProjectChangeIn) -> Project:
    """Correct what was entered of a project that is not closed."""
    return acts.change_project(
        post=request.post, project_id=project_id, version=request.version, at=request.at, **change.model_dump()
    )


@router.acts(f"{PROJECT}/close", returns=ProjectOut, permission=REPORT, versioned=True)
def close_project(request: ApiRequest, project_id: UUID, closing: ProjectClosingIn) -> Project:
    """End a project on a day; what was spent stays."""
    return acts.close_project(
        post=request.post,
        project_id=project_id,
        version=request.version,
        closed_on=closing.closed_on,
        at=request.at,
    )


@router.lists(f"{PROJECT}/spendings", item=SpendingOut, permission=READ, order="-spent_on")
def list_spendings(request: ApiRequest, project_id: UUID) -> QuerySet[Spending]:
    """What a project has spent, by day."""
    return Spending.objects.filter(project=get_project(request.post, project_id))


@router.creates(f"{PROJECT}/spendings", returns=SpendingOut, permission=REPORT)
def record_spending(request: ApiRequest, project_id: UUID, spending: SpendingIn) -> Spending:
    """Record what money was used for; beyond the project's amount only with a reason."""
    return acts.record_spending(post=request.post, project_id=project_id, at=request.at, **spending.model_dump())


@router.acts(f"{PROJECT}/spendings/{{int:spending_id}}/withdraw", returns=SpendingOut, permission=REPORT)
def withdraw_spending(
    request: ApiRequest, project_id: UUID, spending_id: int, withdrawn: SpendingWithdrawnIn
) -> Spending:
    """Take a wrong entry of spending back; it stays visible as withdrawn."""
    return acts.withdraw_spending(
        post=request.post, project_id=project_id, spending_id=spending_id, reason=withdrawn.reason, at=request.at
    )


@router.lists("/implementations", item=ImplementationOut, permission=READ)
def list_implementations(request: ApiRequest, plan: UUID | None = None) -> QuerySet[ImplementationPlan]:
    """Implementation plans within the post's scope."""
    rows = implementations_visible_to(request.post)
    return rows.filter(plan_id=plan) if plan else rows


@router.reads(ROAD, returns=ImplementationOut, permission=READ)
def read_implementation(request: ApiRequest, implementation_id: UUID) -> ImplementationPlan:
    """One implementation plan; its steps stand under `/steps`."""
    return get_implementation(request.post, implementation_id)


@router.creates("/{uuid:plan_id}/implementations", returns=ImplementationOut, permission=REPORT)
def draw_up_implementation(request: ApiRequest, plan_id: UUID, words: ImplementationIn) -> ImplementationPlan:
    """The own unit's; one for each plan."""
    return acts.draw_up_implementation(post=request.post, plan_id=plan_id, at=request.at, **words.model_dump())


@router.changes(ROAD, returns=ImplementationOut, permission=REPORT)
def change_implementation(request: ApiRequest, implementation_id: UUID, words: ImplementationIn) -> ImplementationPlan:
    """Correct an implementation plan of the own unit."""
    return acts.change_implementation(
        post=request.post,
        implementation_id=implementation_id,
        version=request.version,
        at=request.at,
        **words.model_dump(),
    )


@router.reads(f"{ROAD}/steps", returns=list[RoadStepOut], permission=READ)
def list_road_steps(request: ApiRequest, implementation_id: UUID) -> list[RoadStep]:
    """Steps of an implementation plan, in their order."""
    row = get_implementation(request.post, implementation_id)
    return list(RoadStep.objects.filter(implementation=row).order_by("begins_on", "ends_on", "title"))


@router.creates(f"{ROAD}/steps", returns=RoadStepOut, permission=REPORT)
def add_road_step(request: ApiRequest, implementation_id: UUID, step: RoadStepIn) -> RoadStep:
    """Add a step with its time to an implementation plan."""
    values = step.model_dump(exclude={"task"})
    return acts.add_road_step(
        post=request.post, implementation_id=implementation_id, task_id=step.task, at=request.at, **values
    )


@router.reads(STEP, returns=RoadStepOut, permission=READ)
def read_road_step(request: ApiRequest, step_id: UUID) -> RoadStep:
    """One step of an implementation plan."""
    return get_road_step(request.post, step_id)


@router.changes(STEP, returns=RoadStepOut, permission=REPORT)
def change_road_step(request: ApiRequest, step_id: UUID, step: RoadStepChangeIn) -> RoadStep:
    """Move or correct a step."""
    values = step.model_dump(exclude={"task"})
    return acts.change_road_step(
        post=request.post, step_id=step_id, version=request.version, task_id=step.task, at=request.at, **values
    )


@router.removes(STEP, permission=REPORT, versioned=True)
def remove_road_step(request: ApiRequest, step_id: UUID) -> None:
    """Remove a step that is not to be done."""
    acts.remove_road_step(post=request.post, step_id=step_id, version=request.version, at=request.at)


@router.reads("/lists/tasks", returns=list[TaskItemOut], permission=READ)
def read_task_list(request: ApiRequest, period: PeriodCode, unit: UnitCode = "") -> list[dict[str, Any]]:
    """The list of tasks of a unit, the own one where none is named, for a period such as 2026 or 2026Q3."""
    items = task_list(request.post, _asked(request, period, unit), day=today(request.at))
    return [
        {
            "task_id": item.task.id,
            "number": item.task.number,
            "heading": item.task.heading,
            "leads": item.leads,
            "supports": item.supports,
            "milestones": item.milestones,
            "due_on": item.task.due_on,
            "status": item.status,
            "counts": item.counts,
        }
        for item in items
    ]


@router.reads("/lists/projects", returns=list[ProjectWithSpentOut], permission=READ)
def read_project_list(request: ApiRequest, period: PeriodCode, unit: UnitCode = "") -> list[Any]:
    """The list of projects of a unit, with what was spent."""
    return list(project_list(request.post, _asked(request, period, unit)))


@router.reads("/lists/duties", returns=list[DutyItemOut], permission=READ)
def read_duty_list(request: ApiRequest, period: PeriodCode, unit: UnitCode = "") -> list[dict[str, Any]]:
    """The list of duties of a unit and those directly under it."""
    items = duty_list(request.post, _asked(request, period, unit), day=today(request.at))
    return [
        {
            "assignment_id": item.row.id,
            "unit": item.row.unit.name,
            "task": str(item.row.task),
            "role": item.row.role,
            "due_on": item.row.due_on,
            "status": item.status,
        }
        for item in items
    ]


def _asked(request: ApiRequest, period: str, code: str) -> Asked:
    post, found = request.post, parse_period(period.replace("\x00", ""))
    unit = get_unit(post, code=code) if code else get_unit(post, unit_id=post.unit_id)
    return Asked(unit=unit, begins=found.first_day, ends=found.last_day)
