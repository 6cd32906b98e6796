"""Endpoints of papers and plans: a document received, the plan it became, corrections, publication, closing."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from pydantic import Field

from xuezheng.kernel.rest.schemas import Input
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.plans.actions.close_plan import close_plan
from xuezheng.modules.plans.actions.corrections import plan_heads, splitting, targets, tasks, units
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.actions.receive_paper import largest_paper, receive_paper
from xuezheng.modules.plans.models import Goal, Paper, Plan, Target, Task
from xuezheng.modules.plans.policies.papers import papers_visible_to
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.queries.lookup import get_paper, get_plan
from xuezheng.modules.plans.refusals import PartIsAbsent
from xuezheng.modules.plans.rest import router
from xuezheng.modules.plans.rest.plan_schemas import (
    ClosingIn,
    GoalOut,
    MeaningIn,
    PaperOut,
    PaperShortOut,
    PlanIn,
    PlanOut,
    PlanTargetIn,
    PlanTaskIn,
    PlanTaskOut,
    PlanTaskWithUnitsOut,
    TaskMergeIn,
    TaskSplitIn,
)
from xuezheng.modules.plans.rest.target_schemas import TargetOut

READ, WRITE = "plans.read", "plans.write"
BYTES = "application/octet-stream"
PIECE = 256 * 1024
Text = Annotated[str, Field(max_length=60)]
Year = Annotated[int, Field(ge=2000, le=2100)]


@router.creates(
    "/papers",
    returns=PaperOut,
    permission=WRITE,
    takes=BYTES,
    limit=largest_paper(),
    location=lambda paper: f"/api/v1/plans/papers/{paper.id}",
    openapi_extra={
        "requestBody": {"required": True, "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}}}
    },
)
def receive_document(
    request: ApiRequest,
    filename: Annotated[str, Field(min_length=1, max_length=200, description="With its ending.")],
    year: Year | None = None,
    supersedes: UUID | None = None,
) -> Paper:
    """Send a document: the body is its content. The same file again gives the same paper and plan."""
    content = b"".join(_pieces(request))
    return receive_paper(
        post=request.post, content=content, filename=filename, year=year, supersedes_id=supersedes, at=request.at
    ).paper


@router.lists("/papers", item=PaperShortOut, permission=READ, order="-read_at")
def list_papers(request: ApiRequest) -> QuerySet[Paper]:
    """Documents of the own unit, of those below, and of published plans of those above, newest first."""
    newest = Plan.objects.filter(paper=OuterRef("pk")).order_by("-edition").values("id")[:1]
    return papers_visible_to(request.post).defer("text", "reading").annotate(plan_id=Subquery(newest))


@router.reads("/papers/{uuid:paper_id}", returns=PaperOut, permission=READ)
def read_paper_received(request: ApiRequest, paper_id: UUID) -> Paper:
    """One document with what was read in it."""
    return get_paper(request.post, paper_id)


@router.lists("/", item=PlanOut, permission=READ, order="-drafted_at")
def list_plans(request: ApiRequest, *, q: Text = "", year: Year | None = None) -> QuerySet[Plan]:
    """The own plans, those below, and published ones of the units above."""
    rows = plans_visible_to(request.post).select_related("unit")
    rows = rows.filter(title__contains=text) if (text := q.replace("\x00", "")) else rows
    return rows.filter(year=year) if year is not None else rows


@router.reads("/{uuid:plan_id}", returns=PlanOut, permission=READ)
def read_plan(request: ApiRequest, plan_id: UUID) -> Plan:
    """One plan."""
    return get_plan(request.post, plan_id)


@router.lists("/{uuid:plan_id}/tasks", item=PlanTaskOut, permission=READ, order="position")
def list_plan_tasks(request: ApiRequest, plan_id: UUID) -> QuerySet[Task]:
    """Its tasks in reading order."""
    return Task.objects.filter(plan=get_plan(request.post, plan_id))


@router.lists("/{uuid:plan_id}/goals", item=GoalOut, permission=READ, order="position")
def list_plan_goals(request: ApiRequest, plan_id: UUID) -> QuerySet[Goal]:
    """Its core goals in reading order."""
    return Goal.objects.filter(plan=get_plan(request.post, plan_id))


@router.reads("/plan-tasks/{uuid:task_id}", returns=PlanTaskWithUnitsOut, permission=READ)
def read_plan_task(request: ApiRequest, task_id: UUID) -> Task:
    """One task with its responsible units."""
    task = tasks_visible_to(request.post).filter(id=task_id).first()
    if task is None:
        raise PartIsAbsent
    return task


@router.changes("/{uuid:plan_id}", returns=PlanOut, permission=WRITE)
def change_plan_head(request: ApiRequest, plan_id: UUID, head: PlanIn) -> Plan:
    """Change title, year, number, issuer or date of a draft."""
    return plan_heads.change_plan(
        post=request.post,
        plan_id=plan_id,
        version=request.version,
        at=request.at,
        **_stated(head, nullable={"issued_on"}),
    )


@router.changes("/plan-tasks/{uuid:task_id}", returns=PlanTaskOut, permission=WRITE)
def change_plan_task(request: ApiRequest, task_id: UUID, changes: PlanTaskIn) -> Task:
    """Correct a task of a draft."""
    return tasks.change_task(
        post=request.post, task_id=task_id, version=request.version, at=request.at, **_stated(changes)
    )


@router.changes("/plan-targets/{uuid:target_id}", returns=TargetOut, permission=WRITE)
def change_plan_target(request: ApiRequest, target_id: UUID, changes: PlanTargetIn) -> Target:
    """Correct a target of a draft."""
    return targets.change_target(
        post=request.post,
        target_id=target_id,
        version=request.version,
        at=request.at,
        **_stated(changes, nullable={"value", "deadline"}),
    )


@router.acts("/plan-tasks/{uuid:task_id}/split", returns=PlanTaskOut, permission=WRITE, versioned=True)
def split_plan_task(request: ApiRequest, task_id: UUID, where: TaskSplitIn) -> Task:
    """Make a task of its own of what stands from a place on; the new one is returned."""
    return splitting.split_task(
        post=request.post, task_id=task_id, version=request.version, place=where.place, at=request.at
    )


@router.acts("/plan-tasks/{uuid:task_id}/merge", returns=PlanTaskOut, permission=WRITE, versioned=True)
def merge_plan_task(request: ApiRequest, task_id: UUID, following: TaskMergeIn) -> Task:
    """Take the next task into this one."""
    return splitting.merge_task(
        post=request.post,
        task_id=task_id,
        version=request.version,
        next_version=following.next_version,
        at=request.at,
    )


@router.acts("/responsible-units/{uuid:responsibility_id}/choose", returns=PlanTaskWithUnitsOut, permission=WRITE)
def choose_responsible_unit(request: ApiRequest, responsibility_id: UUID, meaning: MeaningIn) -> Task:
    """Say which unit or group of units a written name means; its task is returned."""
    unit = get_unit(request.post, uuid=meaning.unit) if meaning.unit else None
    return units.choose_unit(
        post=request.post,
        responsibility_id=responsibility_id,
        version=meaning.task_version,
        unit_id=unit.id if unit else None,
        group=meaning.group,
        everywhere=meaning.everywhere,
        remember=meaning.remember,
        at=request.at,
    )


@router.acts("/{uuid:plan_id}/publish", returns=PlanOut, permission=WRITE, versioned=True, takes="")
def publish_work_points(request: ApiRequest, plan_id: UUID) -> Plan:
    """Publish a draft; its tasks are handed out in the background."""
    return publish_plan(post=request.post, plan_id=plan_id, version=request.version, at=request.at)


@router.acts("/{uuid:plan_id}/close", returns=PlanOut, permission=WRITE, versioned=True)
def close_work_points(request: ApiRequest, plan_id: UUID, closing: ClosingIn) -> Plan:
    """Close a plan whose year is over."""
    return close_plan(post=request.post, plan_id=plan_id, version=request.version, reason=closing.reason, at=request.at)


def _stated(changes: Input, *, nullable: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """What the caller stated; null only where it means something."""
    stated = changes.model_dump(exclude_unset=True)
    return {name: value for name, value in stated.items() if value is not None or name in nullable}


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(PIECE):
        yield piece
