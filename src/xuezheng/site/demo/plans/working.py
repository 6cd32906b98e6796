"""Doing the work that actions queue: no worker runs while the demonstration loads, and what follows needs its results."""

from datetime import datetime, timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from xuezheng.kernel.outbox.attempts import attempt
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.queueing import manager
from xuezheng.kernel.outbox.registry import job_named
from xuezheng.kernel.outbox.work import Stop

TOOK = timedelta(seconds=40)
OWN = "plans."


def do_queued_work(*, at: datetime) -> int:
    """Within the load's own transaction. Its starters see it as done shortly after they started it."""
    done = 0
    waiting = ProcrastinateJob.objects.filter(status="todo", task_name__startswith=OWN).order_by("id")
    while (row := waiting.first()) is not None:
        attempt(
            job_named(row.task_name),
            job_id=row.id,
            envelope=row.args,
            number=1,
            stopping=lambda: Stop.NO,
        )
        manager().connector.get_sync_connector().execute_query(
            "SELECT procrastinate_finish_job_v1(%(id)s, 'succeeded', false)", id=row.id
        )
        JobRun.objects.filter(job_id=row.id).update(started_at=at, finished_at=at + TOOK)
        done += 1
    return done
