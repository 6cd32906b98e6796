"""Who may see and act on jobs: operators on all of them, everybody on the work they started themselves."""

from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.operators import operates
from xuezheng.kernel.scope.acting import ActingPost


def can_read_jobs(post: ActingPost) -> bool:
    return post.may("jobs.read") and operates(post)


def can_view_job(post: ActingPost, _job: ProcrastinateJob) -> bool:
    return can_read_jobs(post)


def jobs_visible_to(post: ActingPost) -> "QuerySet[ProcrastinateJob]":
    """The queue's table has no unit: this is the only door to it, and it is closed to all but operators."""
    rows = ProcrastinateJob.objects.all()
    return rows if can_read_jobs(post) else rows.none()


def can_retry_jobs(post: ActingPost) -> bool:
    return post.may("jobs.retry") and operates(post)


def can_view_run(post: ActingPost, run: JobRun) -> bool:
    """Started by the same person under any of the posts whose scope reaches it."""
    return post.person_id is not None and run.person_id == post.person_id and post.covers(run.unit_path)


def runs_visible_to(post: ActingPost) -> QuerySet[JobRun]:
    if post.person_id is None:
        return JobRun.objects.none()
    return JobRun.objects.filter(
        person_id=post.person_id, unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~"
    )
