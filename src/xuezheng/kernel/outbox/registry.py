"""Declaring background work: packages' jobs.py decorate functions, which the worker then knows by name."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from xuezheng.kernel.outbox import queueing
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.plain import Plain, plain
from xuezheng.kernel.outbox.work import Work
from xuezheng.kernel.scope.acting import ActingPost

Function = Callable[..., None]
"""Takes the `Work` first, then the job's plain values as keywords."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A declared job. Call `queue` to have it run by the worker after the present transaction commits."""

    name: str
    function: Function
    queue_name: str = "default"
    retries: int = 5
    """How often it is tried again after an error. A refusal is final: it would be the same next time."""
    title: str | Promise = ""
    permissions: frozenset[str] = field(default_factory=frozenset)
    """What the platform may do when it runs this job in its own name."""
    cron: str = ""
    """Five fields in UTC, for periodic jobs."""
    slowest_wait: int = 3600
    """Longest pause between two tries, in seconds."""
    result_address: Callable[[Mapping[str, Any]], str] | None = None
    """From what the job reported as its result to the page that shows it."""

    def queue(
        self,
        *,
        post: ActingPost,
        at: datetime,
        args: Mapping[str, object] | None = None,
        subject: str = "",
        not_before: datetime | None = None,
    ) -> UUID | None:
        """Queue it in the present transaction. Returns the id of the run its starter can follow; none for the platform.

        What waits for a day is the platform's to run (`not_before`): a post may have ended by then.
        """
        return queueing.queue_job(
            name=self.name,
            queue=self.queue_name,
            post=post,
            at=at,
            args=self.checked(args or {}),
            subject=subject,
            not_before=not_before,
        )

    def checked(self, args: Mapping[str, object]) -> dict[str, Plain]:
        """A job with the wrong arguments fails where it is queued, not in the night."""
        inspect.signature(self.function).bind(None, **args)
        return {key: plain(value, place=f"{self.name}({key})") for key, value in args.items()}

    def run(self, work: Work, args: Mapping[str, Plain]) -> None:
        self.function(work, **args)


_jobs: dict[str, Job] = {}


def job(
    name: str,
    *,
    queue: str = "default",
    retries: int = 5,
    title: str | Promise = "",
    permissions: frozenset[str] = frozenset(),
    slowest_wait: int = 3600,
    result_address: Callable[[Mapping[str, Any]], str] | None = None,
) -> Callable[[Function], Job]:
    """`@job("units.import_units", queue="imports", title=_("Import of units"))` over `def import_units(work, *, file_id)`."""

    def declare(function: Function) -> Job:
        return _declare(
            Job(
                name=name,
                function=function,
                queue_name=queue,
                retries=retries,
                title=title,
                permissions=permissions,
                slowest_wait=slowest_wait,
                result_address=result_address,
            )
        )

    return declare


def periodic(
    name: str,
    *,
    cron: str,
    queue: str = "periodic",
    retries: int = 0,
    title: str | Promise = "",
    permissions: frozenset[str] = frozenset(),
) -> Callable[[Callable[[Work], None]], Job]:
    """Run in the platform's name whenever `cron` says (five fields, UTC). It never runs beside itself."""

    def declare(function: Callable[[Work], None]) -> Job:
        return _declare(
            Job(
                name=name,
                function=function,
                queue_name=queue,
                retries=retries,
                title=title,
                permissions=permissions,
                cron=cron,
            )
        )

    return declare


def _declare(declared: Job) -> Job:
    known = _jobs.get(declared.name)
    if known is not None and known.function is not declared.function:
        raise ValueError(f"two jobs are called {declared.name}")
    _jobs[declared.name] = declared
    return declared


def jobs() -> dict[str, Job]:
    return dict(_jobs)


def job_named(name: str) -> Job:
    return _jobs[name]


def result_address(run: JobRun) -> str:
    """Where the outcome of finished work is shown; '' where there is no such page."""
    declared = _jobs.get(run.name)
    if declared is None or declared.result_address is None or run.result is None or run.state != JobRun.State.DONE:
        return ""
    return declared.result_address(run.result)


def title_of(name: str) -> str:
    """What people read instead of the job's name; the name itself where none was given."""
    declared = _jobs.get(name)
    return str(declared.title) if declared and declared.title else name
