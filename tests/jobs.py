"""Running queued jobs in tests, inside the test's own transaction and thread: what the worker would do, at once."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django.models import ProcrastinateJob

from xuezheng.kernel.outbox.attempts import attempt
from xuezheng.kernel.outbox.queueing import manager
from xuezheng.kernel.outbox.registry import job_named
from xuezheng.kernel.outbox.work import Stop
from xuezheng.kernel.outbox.worker import run_worker


def run_worker_once() -> None:
    """The real worker until the queue is empty, in a thread of its own: a browser test leaves a running loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        threads.submit(run_worker, wait=False, handle_signals=False).result()


def run_pending() -> list[str]:
    """Run every waiting job, also those queued meanwhile, and return their names. A job's error is raised."""
    done = []
    while (row := ProcrastinateJob.objects.filter(status="todo").order_by("id").first()) is not None:
        attempt(
            job_named(row.task_name),
            job_id=row.id,
            envelope=row.args,
            number=row.attempts + 1,
            stopping=lambda: Stop.NO,
        )
        manager().connector.get_sync_connector().execute_query(
            "SELECT procrastinate_finish_job_v1(%(id)s, 'succeeded', false)", id=row.id
        )
        done.append(row.task_name)
    return done
