"""Doing the work that actions queue: no worker runs while the demonstration loads, and what follows needs its results."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from procrastinate.contrib.django.models import ProcrastinateJob

from xuezheng.kernel.outbox.facade import Work
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.plain import Plain
from xuezheng.kernel.outbox.queueing import RUN, manager
from xuezheng.kernel.outbox.registry import job_named
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

TOOK = timedelta(seconds=40)
OWN = "plans."


@dataclass(kw_only=True)
class WorkAtOnce(Work):
    """All steps within the load's own transaction, by the post that queued the work: nobody follows its progress."""

    post: ActingPost

    @contextmanager
    def step(self) -> Iterator[ActingPost]:
        with bound(self.post):
            yield self.post

    def report_progress(self, done: int, total: int) -> None:  # noqa: ARG002 - the worker's signature
        return None

    def report_result(self, result: Mapping[str, Plain]) -> None:
        handed_out = int(str(result.get("handed_out", 0)))
        assert self.run_id is not None
        JobRun.objects.filter(id=self.run_id).update(result=dict(result), done=handed_out, total=handed_out)


def do_queued_work(post: ActingPost, *, at: datetime) -> None:
    """Its starter sees it as done shortly after it was started."""
    waiting = ProcrastinateJob.objects.filter(status="todo", task_name__startswith=OWN).order_by("id")
    while (row := waiting.first()) is not None:
        run_id = UUID(row.args[RUN])
        work = WorkAtOnce(job_id=row.id, identity={}, run_id=run_id, post=post)
        job_named(row.task_name).run(work, row.args["args"])
        manager().connector.get_sync_connector().execute_query(
            "SELECT procrastinate_finish_job_v1(%(id)s, 'succeeded', false)", id=row.id
        )
        with bound(post):
            JobRun.objects.filter(id=run_id).update(state=JobRun.State.DONE, started_at=at, finished_at=at + TOOK)
