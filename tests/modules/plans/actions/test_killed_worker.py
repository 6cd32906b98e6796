"""Handing out whose worker is killed in the middle: the next one goes on, and no unit gets a task twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.factories import Tree, acting
from tests.modules.plans.builders import AT, WATCHER, drafted_plan
from xuezheng.engines.inbox.models import Todo
from xuezheng.kernel.outbox.models import JobAttempt, JobRun
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.models import Assignment, Responsibility, Task

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    database = str(connection.settings_dict["NAME"])
    process = subprocess.Popen([sys.executable, "-m", "tests.kernel.outbox.worker_process", database])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool], *, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass in time"
        time.sleep(0.05)


def handed() -> list[tuple[str, str]]:
    with bound(WATCHER):
        return sorted(Assignment.objects.values_list("task__number", "unit__name"))


def test_the_next_worker_goes_on() -> None:
    """A row of the second task, not yet committed, holds the worker within its insertion, where it is killed."""
    tree = Tree()
    plan = drafted_plan(tree.province)
    with bound(acting(tree.province)) as post:
        publish_plan(post=post, plan_id=plan.id, version=plan.version, at=AT)
    first_task = sorted(("1", unit.name) for unit in (tree.office, *tree.cities))
    with bound(WATCHER):
        in_the_way = _assign(Task.objects.get(plan=plan, number="2"), tree.counties[0])
        with worker() as killed:
            until(lambda: [one for one in handed() if one[0] == "1"] == first_task)
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait()
        in_the_way.delete()
    assert handed() == first_task
    with worker():
        until(_is_done)
    assert handed() == sorted([*first_task, *(("2", county.name) for county in tree.counties)])
    with bound(system_post("test")):
        assert Todo.objects.filter(closed_at=None).count() == 7
        assert list(JobAttempt.objects.filter(name="plans.hand_out_tasks").values_list("error", flat=True)) == [
            "WorkerLost"
        ]


def _assign(task: Task, unit: Unit) -> Assignment:
    return Assignment.objects.create(
        plan_id=task.plan_id,
        task=task,
        unit=unit,
        unit_path=unit.unit_path,
        issuer_path=task.plan.unit_path,
        role=Responsibility.Role.LEAD,
        due_on=task.due_on,
        assigned_at=AT,
    )


def _is_done() -> bool:
    with bound(system_post("test")):
        return JobRun.objects.get(name="plans.hand_out_tasks").state == JobRun.State.DONE
