"""What a running job holds in its hands: its steps, its progress, and whether somebody asked it to stop."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db import connections

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.identity import acting_for
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.plain import Plain
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

PROGRESS_EVERY = 0.5
"""Seconds between two writes of progress, however often it is reported."""


class Stop(StrEnum):
    """Why a running job should end early."""

    NO = ""
    CANCELLED = "cancelled"
    SHUTDOWN = "shutdown"


class WorkStopped(Exception):
    """Somebody cancelled the job, or the worker is going down; what is committed stays."""

    def __init__(self, reason: Stop) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _go_on() -> Stop:
    return Stop.NO


@dataclass(kw_only=True)
class Work:
    """Handed to the job's function. Between two steps nothing is bound and no transaction is open."""

    job_id: int
    identity: Mapping[str, Plain]
    permissions: frozenset[str] = field(default_factory=frozenset)
    run_id: UUID | None = None
    stopping: Callable[[], Stop] = _go_on
    _told_at: float = 0.0

    @contextmanager
    def step(self) -> Iterator[ActingPost]:
        """One transaction, bound to who the job runs for. A post that ended meanwhile is refused here."""
        with bound(system_post("outbox")):
            post = acting_for(self.identity, permissions=self.permissions, job_id=self.job_id, at=now())
        with bound(post):
            yield post

    def report_progress(self, done: int, total: int) -> None:
        """Seen by who started the job at once, also while a step's transaction is still open."""
        if self.run_id is None or (done < total and time.monotonic() - self._told_at < PROGRESS_EVERY):
            return
        self._told_at = time.monotonic()
        _writer.submit(_write_progress, self.run_id, done, total).result()

    def report_result(self, result: Mapping[str, Plain]) -> None:
        """Plain values the starter's page shows or links to. Call it within a step."""
        if self.run_id is not None:
            JobRun.objects.filter(id=self.run_id).update(result=dict(result))

    def is_cancelled(self) -> bool:
        """Also when the worker goes down: then the job is run again by the next one."""
        return self.stopping() is not Stop.NO

    def stop_if_cancelled(self) -> None:
        """Call it between two steps of long work."""
        reason = self.stopping()
        if reason is not Stop.NO:
            raise WorkStopped(reason)


_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="progress")
"""Its own thread, since Django's connections belong to threads: progress must not wait for the step's commit."""


def _write_progress(run_id: UUID, done: int, total: int) -> None:
    try:
        with bound(system_post("outbox")):
            JobRun.objects.filter(id=run_id).update(done=done, total=total)
    finally:
        connections.close_all()
