"""Putting jobs into the queue through Django's own connection, so that they exist exactly when the change commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job as QueuedJob
from procrastinate.manager import JobManager

from xuezheng.kernel.outbox.identity import identity_of
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.plain import Plain
from xuezheng.kernel.scope.acting import ActingPost

IDENTITY, RUN = "identity", "run"
STARTED_BY_A_PERSON, TELLS_AN_EVENT, OF_THE_PLATFORM = 20, 10, 0
"""What is run first: somebody watches the progress of what they started, while the platform's own computing can wait."""


def manager() -> JobManager:
    """Not the worker's own, which has connections outside of our transactions."""
    return JobManager(connector=DjangoConnector(alias="default"))


def queue_job(
    *,
    name: str,
    queue: str,
    post: ActingPost,
    at: datetime,
    args: Mapping[str, Plain],
    subject: str = "",
    not_before: datetime | None = None,
) -> UUID | None:
    run = None if post.is_system else _run_of(post, name=name, at=at, subject=subject)
    envelope: dict[str, object] = {"args": dict(args), IDENTITY: identity_of(post), RUN: str(run.id) if run else None}
    priority = STARTED_BY_A_PERSON if run else OF_THE_PLATFORM
    (job_id,) = queue_envelopes(name=name, queue=queue, envelopes=[envelope], priority=priority, not_before=not_before)
    if run is None:
        return None
    JobRun.objects.filter(id=run.id).update(job_id=job_id)
    return run.id


def queue_envelopes(
    *,
    name: str,
    queue: str,
    envelopes: Sequence[dict[str, object]],
    priority: int,
    not_before: datetime | None = None,
) -> list[int]:
    waiting = [
        QueuedJob(
            id=None,
            queue=queue,
            priority=priority,
            lock=None,
            queueing_lock=None,
            task_name=name,
            task_kwargs=envelope,  # type: ignore[arg-type] # plain by `registry.checked`
            scheduled_at=not_before,
        )
        for envelope in envelopes
    ]
    return [job.id or 0 for job in manager().batch_defer_jobs(waiting)] if waiting else []


def _run_of(post: ActingPost, *, name: str, at: datetime, subject: str) -> JobRun:
    return JobRun.objects.create(
        unit_path=post.unit_path,
        person_id=post.person_id,
        post_id=post.post_id,
        name=name,
        subject=subject[:200],
        queued_at=at,
    )
