"""One try of a job: running it, keeping what went wrong for operators, and telling its starter how it stands."""

import re
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.backoff import will_retry
from xuezheng.kernel.outbox.models import JobAttempt, JobRun
from xuezheng.kernel.outbox.operators import top_path
from xuezheng.kernel.outbox.queueing import IDENTITY, RUN
from xuezheng.kernel.outbox.registry import Job
from xuezheng.kernel.outbox.work import Stop, Work, WorkStopped
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

_QUOTED = re.compile(r"(['\"「“(]).*?(['\"」”)])")
_LONG_NUMBER = re.compile(r"\d{6,}")


def attempt(
    declared: Job, *, job_id: int, envelope: Mapping[str, Any], number: int, stopping: Callable[[], Stop]
) -> None:
    """Run the job once. What it raises is written down first and raised again for the queue to decide."""
    run_id = UUID(envelope[RUN]) if envelope.get(RUN) else None
    work = Work(
        job_id=job_id,
        identity=envelope.get(IDENTITY) or {"system": declared.name},
        permissions=declared.permissions,
        run_id=run_id,
        stopping=stopping,
    )
    started_at = now()
    _tell(run_id, state=JobRun.State.RUNNING, started_at=started_at, finished_at=None, message="")
    try:
        declared.run(work, envelope.get("args") or {})
    except WorkStopped as stopped:
        again = stopped.reason is Stop.SHUTDOWN
        _tell(run_id, state=JobRun.State.QUEUED if again else JobRun.State.CANCELLED, finished_at=now())
        raise
    except Exception as error:
        _keep(error, declared=declared, job_id=job_id, number=number, started_at=started_at)
        again = will_retry(error, number=number, retries=declared.retries)
        state = JobRun.State.QUEUED if again else JobRun.State.FAILED
        _tell(run_id, state=state, finished_at=now(), message=_for_the_starter(error))
        raise
    _tell(run_id, state=JobRun.State.DONE, finished_at=now())


def keep_lost_worker(*, job_id: int, name: str, number: int, at: datetime) -> None:
    """The worker that ran the job is gone: nobody else can tell what happened."""
    JobAttempt.objects.create(
        unit_path=top_path(), job_id=job_id, name=name, number=number, finished_at=at, error="WorkerLost"
    )


def _keep(error: Exception, *, declared: Job, job_id: int, number: int, started_at: datetime) -> None:
    with bound(system_post("outbox")):
        JobAttempt.objects.create(
            unit_path=top_path(),
            job_id=job_id,
            name=declared.name,
            number=number,
            started_at=started_at,
            finished_at=now(),
            error=masked(error),
            trace=places(error),
        )


def masked(error: Exception) -> str:
    """The error without what it may quote of records: operators mend code and servers, they do not read files."""
    if isinstance(error, Refusal):
        return f"{type(error).__name__} ({error.code})"
    lines = str(error).splitlines() or [""]
    text = lines[0] if isinstance(error, DatabaseError) else _QUOTED.sub(r"\1…\2", lines[0])
    return f"{type(error).__name__}: {_LONG_NUMBER.sub('…', text)}"[:500]


def places(error: Exception) -> str:
    """Where it came to pass, one line a frame, without source text or values."""
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join(f"{_within(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)


def _within(filename: str) -> str:
    """The path from the installed packages' folder on: the machine's own folders are nobody's business."""
    for folder in ("/site-packages/", "/src/", "/lib/"):
        if folder in filename:
            return filename.rsplit(folder, 1)[1]
    return "/".join(filename.rsplit("/", 3)[1:])


def _for_the_starter(error: Exception) -> str:
    return str(error)[:1000] if isinstance(error, Refusal) else ""


def _tell(run_id: UUID | None, **changes: Any) -> None:
    if run_id is not None:
        with bound(system_post("outbox")):
            JobRun.objects.filter(id=run_id).update(**changes)
