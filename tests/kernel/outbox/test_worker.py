"""The worker as a process: stopped politely, killed, and taking up what another left behind."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from tests.factories import AT, Tree, acting
from tests.kernel.outbox.sample import hang, ring_bells
from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.actions import cancel_run, recover_stalled
from xuezheng.kernel.outbox.facade import worker_heartbeat
from xuezheng.kernel.outbox.models import JobAttempt, JobRun
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]
SYSTEM = system_post("test")


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.kernel.outbox.worker_process", str(connection.settings_dict["NAME"])]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool], *, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"it did not come to pass in time: {status()} {acts()}"
        time.sleep(0.05)


def acts() -> Counter[str]:
    with bound(SYSTEM):
        return Counter(Entry.objects.values_list("act", flat=True))


def status() -> list[str]:
    return list(ProcrastinateJob.objects.filter(queue_name="sample").order_by("id").values_list("status", flat=True))


def test_a_job_whose_worker_was_killed_runs_again_and_takes_effect_once() -> None:
    with bound(SYSTEM):
        hang.queue(post=SYSTEM, at=AT, args={"until_tried": 2})
    with worker() as first:
        until(lambda: acts()["sample.tried"] == 1)
        assert status() == ["doing"]
        os.kill(first.pid, signal.SIGKILL)
    assert acts()["sample.took_effect"] == 0
    with worker():
        until(lambda: status() == ["succeeded"])
    assert acts() == Counter({"sample.tried": 2, "sample.took_effect": 1})
    with bound(SYSTEM):
        tries = JobAttempt.objects.filter(name="sample.hang")
        assert list(tries.values_list("error", "number")) == [("WorkerLost", 1)]


def test_sigterm_ends_the_worker_and_leaves_long_work_to_the_next() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as post:
        hang.queue(post=post, at=AT, args={"until_tried": 2})
    with worker() as first:
        until(lambda: acts()["sample.tried"] == 1)
        assert worker_heartbeat() is not None
        first.terminate()
        assert first.wait(15) == 0
    assert worker_heartbeat() is None
    assert status() == ["todo"]
    with bound(SYSTEM):
        assert JobRun.objects.get().state == JobRun.State.QUEUED
    with worker():
        until(lambda: status() == ["succeeded"])
    assert acts() == Counter({"sample.tried": 2, "sample.took_effect": 1})


def test_its_starter_cancels_running_work() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as post:
        run_id = hang.queue(post=post, at=AT, args={"until_tried": 99})
    assert run_id is not None
    with worker():
        until(lambda: acts()["sample.tried"] == 1)
        with bound(post):
            cancel_run(post=post, run_id=run_id, at=now())
        until(lambda: status() == ["aborted"])
    with bound(post):
        assert JobRun.objects.get().state == JobRun.State.CANCELLED
    assert acts() == Counter({"sample.tried": 1, "outbox.cancel_run": 1})


def test_progress_is_seen_while_the_step_is_still_open() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as post:
        ring_bells.queue(post=post, at=AT, args={"bells": 3, "wait_in_last_step": True}, subject="三口钟")
    with worker():

        def told() -> bool:
            with bound(post):
                return JobRun.objects.get().done == 3

        until(told)
        assert acts()["sample.ring"] == 2
        with bound(post):
            cancel_run(post=post, run_id=JobRun.objects.get().id, at=now())
        until(lambda: status() == ["aborted"])


def test_a_job_that_keeps_losing_its_worker_fails_in_the_end() -> None:
    with bound(SYSTEM):
        ring_bells.queue(post=SYSTEM, at=AT, args={"bells": 1})
    for tries in range(1, 4):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        with bound(SYSTEM):
            assert recover_stalled(at=now(), silent_for=timedelta(seconds=20)) == 1
        assert status() == (["todo"] if tries < 3 else ["failed"])
    with bound(SYSTEM):
        assert JobAttempt.objects.filter(error="WorkerLost").count() == 3


def test_a_job_of_a_living_worker_is_left_alone() -> None:
    with bound(SYSTEM):
        ring_bells.queue(post=SYSTEM, at=AT, args={"bells": 1})
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        (worker_id,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker_id])
    with bound(SYSTEM):
        assert recover_stalled(at=now(), silent_for=timedelta(seconds=20)) == 0
        assert recover_stalled(at=now() + timedelta(seconds=60), silent_for=timedelta(seconds=20)) == 1
    assert ProcrastinateWorker.objects.count() == 1
