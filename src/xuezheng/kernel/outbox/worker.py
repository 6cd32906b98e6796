"""The worker: runs queued and periodic jobs until it is told to stop, and takes up what lost workers left behind."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections, connections
from procrastinate import App, JobContext
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from procrastinate.psycopg_connector import PsycopgConnector

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.actions import recover_stalled
from xuezheng.kernel.outbox.attempts import attempt
from xuezheng.kernel.outbox.backoff import Backoff
from xuezheng.kernel.outbox.registry import Job, jobs
from xuezheng.kernel.outbox.work import Stop, WorkStopped
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

log = logging.getLogger(__name__)

HEARTBEAT_EVERY = 5.0
SILENT_FOR = 20.0
"""Seconds without a heartbeat after which a worker counts as lost and its jobs are run again."""
MISSED_PERIODIC = 86_400
"""Periodic jobs that fell into an outage of up to this many seconds are caught up once."""


def run_worker(
    *,
    concurrency: int = 2,
    wait: bool = True,
    silent_for: float = SILENT_FOR,
    grace: float = 30.0,
    handle_signals: bool = True,
) -> None:
    """Blocks until SIGTERM or SIGINT, or with `wait=False` until the queue is empty.

    On a signal no new job starts; running ones have `grace` seconds before they are asked to stop at their next step.
    """
    asyncio.run(_run(concurrency=concurrency, wait=wait, silent_for=silent_for, grace=grace, signals=handle_signals))


async def _run(*, concurrency: int, wait: bool, silent_for: float, grace: float, signals: bool) -> None:
    app = worker_app()
    async with app.open_async():
        await sync_to_async(_recover, thread_sensitive=False)(silent_for)
        watch = asyncio.create_task(_watch(silent_for))
        try:
            await app.run_worker_async(
                concurrency=concurrency
                if wait
                else 1,  # else one slot finds the queue empty while another still adds to it
                wait=wait,
                listen_notify=wait,
                shutdown_graceful_timeout=grace,
                install_signal_handlers=signals,
                update_heartbeat_interval=min(HEARTBEAT_EVERY, silent_for / 4),
                stalled_worker_timeout=silent_for,
            )
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch


def worker_app() -> App:
    """Procrastinate's app over the declared jobs. Its connections are its own; jobs use Django's."""
    connector = PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4)
    app = DjangoApp(connector=connector, periodic_defaults={"max_delay": MISSED_PERIODIC})
    for declared in jobs().values():
        _add(app, declared)
    return app


def _add(app: App, declared: Job) -> None:
    only_once = declared.name if declared.cron else None
    task = app.task(
        name=declared.name,
        queue=declared.queue_name,
        retry=Backoff(retries=declared.retries, slowest_wait=declared.slowest_wait),
        pass_context=True,
        lock=only_once,
        queueing_lock=only_once,
    )(_runner(declared))
    if declared.cron:
        app.periodic(cron=declared.cron, periodic_id=declared.name)(task)


def _runner(declared: Job) -> Callable[..., None]:
    def run(context: JobContext, **envelope: Any) -> None:
        envelope.pop("timestamp", None)
        close_old_connections()  # one that broke, as when the database was started again, is not used again
        try:
            attempt(
                declared,
                job_id=context.job.id or 0,
                envelope=envelope,
                number=context.job.attempts + 1,
                stopping=lambda: _stopping(context),
            )
        except WorkStopped as stopped:
            raise JobAborted from stopped
        finally:
            connections.close_all()  # the thread may end with the worker, and nobody else can close its connection

    return run


def _stopping(context: JobContext) -> Stop:
    reason = context.abort_reason()
    if reason is None:
        return Stop.NO
    return Stop.SHUTDOWN if reason is AbortReason.SHUTDOWN else Stop.CANCELLED


async def _watch(silent_for: float) -> None:
    while True:
        await asyncio.sleep(silent_for / 2)
        try:
            await sync_to_async(_recover, thread_sensitive=False)(silent_for)
        except Exception:
            log.warning("looking for stalled jobs failed", exc_info=True)


def _recover(silent_for: float) -> None:
    try:
        with bound(system_post("outbox")):
            recover_stalled(at=now(), silent_for=timedelta(seconds=silent_for))
    finally:
        connections.close_all()
