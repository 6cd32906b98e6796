"""How the queue stands, for health checks, metrics and pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.policies import jobs_visible_to, runs_visible_to
from xuezheng.kernel.refusals import NotFound, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import looking

GOING_ON = (JobRun.State.QUEUED, JobRun.State.RUNNING)


@dataclass(frozen=True, kw_only=True)
class QueueState:
    """`waiting_since` is when the longest-waiting due job was queued; none where nothing waits."""

    heartbeat_at: datetime | None
    workers: int
    waiting: int
    running: int
    failed: int
    waiting_since: datetime | None


def get_job(post: ActingPost, job_id: int) -> ProcrastinateJob:
    return first_or_refused(jobs_visible_to(post).filter(id=job_id), lambda: NotFound(_("There is no such job.")))


def get_run(post: ActingPost, run_id: UUID) -> JobRun:
    return first_or_refused(
        runs_visible_to(post).filter(id=run_id),
        lambda: NotFound(_("There is no such work among what you started.")),
    )


def runs_going_on(post: ActingPost) -> int:
    return runs_visible_to(post).filter(state__in=GOING_ON).count()


def is_going_on(run_id: UUID) -> bool:
    """Whether the work waits or runs, whoever started it: for the package whose work it is."""
    with looking(system_post("outbox")):
        return JobRun.objects.filter(id=run_id, state__in=GOING_ON).exists()


def worker_heartbeat() -> datetime | None:
    """When a worker last gave a sign of life; none where none is running. Reads no scoped table, so needs no binding."""
    found: datetime | None = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    return found


def queue_state() -> QueueState:
    counts = dict(
        ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
        .values_list("status")
        .annotate(number=Count("id"))
    )
    oldest = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).aggregate(
        since=Min("procrastinateevent__at")
    )
    return QueueState(
        heartbeat_at=worker_heartbeat(),
        workers=ProcrastinateWorker.objects.count(),
        waiting=counts.get("todo", 0),
        running=counts.get("doing", 0),
        failed=counts.get("failed", 0),
        waiting_since=oldest["since"],
    )
