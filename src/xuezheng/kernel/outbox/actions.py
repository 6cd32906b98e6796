"""What operators and starters do with jobs: try again, cancel; and what the worker does for them: recover, clear."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox import queueing
from xuezheng.kernel.outbox.attempts import keep_lost_worker
from xuezheng.kernel.outbox.models import JobAttempt, JobRun
from xuezheng.kernel.outbox.operators import top_path
from xuezheng.kernel.outbox.policies import can_retry_jobs, jobs_visible_to, runs_visible_to
from xuezheng.kernel.outbox.registry import jobs
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound
from xuezheng.kernel.scope.acting import ActingPost


def retry_job(*, post: ActingPost, job_id: int, at: datetime) -> None:
    """Put a failed job back into the queue, once more."""
    found = _job_for_operator(post, job_id)
    if found.status != "failed":
        raise Conflict(_("Job %(id)s did not fail; only failed jobs can be tried again.") % {"id": job_id})
    queueing.manager().retry_job_by_id(job_id, retry_at=at)
    _count_tries(job_id, tries=found.attempts)
    JobRun.objects.filter(job_id=job_id).update(state=JobRun.State.QUEUED, finished_at=None, message="")
    _record(post, found, act="outbox.retry_job", at=at)


def cancel_job(*, post: ActingPost, job_id: int, at: datetime) -> None:
    """A waiting job is taken out; a running one is asked to stop, which it does at its next step."""
    found = _job_for_operator(post, job_id)
    _cancel(job_id, at=at)
    _record(post, found, act="outbox.cancel_job", at=at)


def cancel_run(*, post: ActingPost, run_id: UUID, at: datetime) -> None:
    """The same for the work somebody started themselves."""
    run = runs_visible_to(post).select_for_update().filter(id=run_id).first()
    if run is None or run.job_id is None:
        raise NotFound(_("There is no such work among what you started."))
    _cancel(run.job_id, at=at)
    record(
        post=post,
        at=at,
        act="outbox.cancel_run",
        object_kind="outbox.run",
        object_id=run.id,
        object_name=run.name,
        unit_path=run.unit_path,
    )


def _job_for_operator(post: ActingPost, job_id: int) -> ProcrastinateJob:
    found = jobs_visible_to(post).select_for_update().filter(id=job_id).first()
    if found is None:
        raise NotFound(_("There is no such job."))
    if not can_retry_jobs(post):
        raise NotAllowed(_("Your present post may look at jobs but not act on them."))
    return found


def _count_tries(job_id: int, *, tries: int) -> None:
    """The queue counts a failed try when it fails and once more when the job is put back from there."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s WHERE id = %s", [tries, job_id])


def _cancel(job_id: int, *, at: datetime) -> None:
    if not queueing.manager().cancel_job_by_id(job_id, abort=True):
        raise Conflict(_("The work is over already; nothing was left to cancel."))
    JobRun.objects.filter(job_id=job_id, state=JobRun.State.QUEUED).update(state=JobRun.State.CANCELLED, finished_at=at)


def _record(post: ActingPost, found: ProcrastinateJob, *, act: str, at: datetime) -> None:
    record(
        post=post,
        at=at,
        act=act,
        object_kind="outbox.job",
        object_id=found.id,
        object_name=found.task_name,
        unit_path=top_path(),
    )


def recover_stalled(*, at: datetime, silent_for: timedelta) -> int:
    """Jobs whose worker fell silent run again, as often as they may; one that keeps killing its worker then fails."""
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=at - silent_for)
    found = ProcrastinateJob.objects.filter(silent, status="doing").order_by("id")
    stalled = list(found.select_for_update(skip_locked=True, of=("self",))[:500])
    for row in stalled:
        declared = jobs().get(row.task_name)
        keep_lost_worker(job_id=row.id, name=row.task_name, number=row.attempts + 1, at=at)
        if declared is None or row.attempts >= max(declared.retries, 1):
            _finish_as_failed(row.id, at=at)
        else:
            queueing.manager().retry_job_by_id(row.id, retry_at=at)
            JobRun.objects.filter(job_id=row.id).update(state=JobRun.State.QUEUED)
    return len(stalled)


def _finish_as_failed(job_id: int, *, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job_id])
    JobRun.objects.filter(job_id=job_id).update(state=JobRun.State.FAILED, finished_at=at)


def clear_finished(*, done_before: datetime, failed_before: datetime) -> None:
    """Old jobs, tries, runs and events go; an event stays while any of its deliveries is still to be made."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR_JOBS, [["succeeded"], done_before])
        cursor.execute(_CLEAR_JOBS, [["failed", "cancelled", "aborted"], failed_before])
        cursor.execute(_CLEAR_EVENTS, [failed_before])
    JobAttempt.objects.filter(finished_at__lt=failed_before).delete()
    JobRun.objects.filter(finished_at__lt=failed_before).delete()


_CLEAR_JOBS = """
DELETE FROM procrastinate_jobs job
 WHERE job.status = ANY(%s::procrastinate_job_status[])
   AND (SELECT max(event.at) FROM procrastinate_events event WHERE event.job_id = job.id) < %s
"""
_CLEAR_EVENTS = """
WITH old AS (
    SELECT event.id FROM outbox_event event
     WHERE event.announced_at < %s
       AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs job
                        WHERE job.task_name = 'outbox.deliver_event' AND job.status IN ('todo', 'doing', 'failed')
                          AND job.args -> 'args' ->> 'event' = event.id::text)
), told AS (DELETE FROM outbox_delivery WHERE event_id IN (SELECT id FROM old))
DELETE FROM outbox_event WHERE id IN (SELECT id FROM old)
"""
