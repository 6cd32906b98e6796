"""Jobs for operators' programs, and one's own long work for everybody's."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Path, Query
from procrastinate.contrib.django.models import ProcrastinateJob

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox import actions, queries
from xuezheng.kernel.outbox.models import JobAttempt, JobRun
from xuezheng.kernel.outbox.policies import jobs_visible_to, runs_visible_to
from xuezheng.kernel.outbox.registry import title_of
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.schemas import Output
from xuezheng.kernel.rest.serving import ApiRequest

router = Router(tag="jobs")
work_router = Router(tag="work")

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Word = Annotated[str, Query(max_length=128)]
Status = Literal["todo", "doing", "succeeded", "failed", "cancelled", "aborted"]


class JobOut(Output):
    id: int
    name: str
    title: str
    queue: str
    status: Status
    attempts: int
    scheduled_at: datetime | None
    arguments: dict[str, Any]

    @staticmethod
    def resolve_name(job: ProcrastinateJob) -> str:
        return str(job.task_name)

    @staticmethod
    def resolve_title(job: ProcrastinateJob) -> str:
        return title_of(job.task_name)

    @staticmethod
    def resolve_queue(job: ProcrastinateJob) -> str:
        return str(job.queue_name)

    @staticmethod
    def resolve_arguments(job: ProcrastinateJob) -> dict[str, Any]:
        return dict(job.args.get("args") or {})


class AttemptOut(Output):
    """A try that failed; `trace` names places in the code, never values."""

    number: int
    started_at: datetime | None
    finished_at: datetime
    error: str
    trace: str


class RunOut(Output):
    """Long work with its progress; `message` says why it was refused, where it was."""

    id: UUID
    name: str
    title: str
    subject: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    done: int
    total: int
    message: str
    result: dict[str, Any] | None
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @staticmethod
    def resolve_title(run: JobRun) -> str:
        return title_of(run.name)


@router.lists("/", item=JobOut, permission="jobs.read", order="-id")
def jobs(
    request: ApiRequest, *, status: Status | None = None, name: Word = "", queue: Word = ""
) -> "QuerySet[ProcrastinateJob]":
    """All jobs, newest first. Empty for posts that do not operate the installation."""
    given = {"status": status or "", "task_name": name, "queue_name": queue}
    return jobs_visible_to(request.post).filter(**{key: value for key, value in given.items() if value})


@router.reads("/{job_id}", returns=JobOut, permission="jobs.read")
def job(request: ApiRequest, *, job_id: Number) -> ProcrastinateJob:
    """One job."""
    return queries.get_job(request.post, job_id)


@router.reads("/{job_id}/attempts", returns=list[AttemptOut], permission="jobs.read")
def job_attempts(request: ApiRequest, *, job_id: Number) -> list[JobAttempt]:
    """The tries that failed, the last first."""
    queries.get_job(request.post, job_id)
    return list(JobAttempt.objects.filter(job_id=job_id).order_by("-number", "-id")[:200])


@router.acts("/{job_id}/retry", permission="jobs.retry", takes="")
def retry_job(request: ApiRequest, *, job_id: Number) -> None:
    """Put a failed job back into the queue."""
    actions.retry_job(post=request.post, job_id=job_id, at=now())


@router.acts("/{job_id}/cancel", permission="jobs.retry", takes="")
def cancel_job(request: ApiRequest, *, job_id: Number) -> None:
    """Take a waiting job out of the queue, or ask a running one to stop."""
    actions.cancel_job(post=request.post, job_id=job_id, at=now())


@work_router.lists("/", item=RunOut, order="-queued_at")
def runs(request: ApiRequest) -> QuerySet[JobRun]:
    """The long work that the caller's person started, newest first."""
    return runs_visible_to(request.post)


@work_router.reads("/{run_id}", returns=RunOut)
def run(request: ApiRequest, *, run_id: UUID) -> JobRun:
    """One piece of long work and how far it is."""
    return queries.get_run(request.post, run_id)


@work_router.acts("/{run_id}/cancel", takes="")
def cancel_run(request: ApiRequest, *, run_id: UUID) -> None:
    """Stop long work; what it has done so far stays."""
    actions.cancel_run(post=request.post, run_id=run_id, at=now())
