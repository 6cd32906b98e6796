"""The operators' list of jobs, failed ones first, and everybody's list of the work they started."""

from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.policies import jobs_visible_to, runs_visible_to
from xuezheng.kernel.outbox.registry import jobs, title_of
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.scope.acting import ActingPost

STATES: dict[str, tuple[Any, str]] = {
    "failed": (_("failed"), "r"),
    "doing": (_("running"), "t"),
    "todo": (_("waiting"), "a"),
    "succeeded": (_("done"), "g"),
    "cancelled": (_("cancelled"), ""),
    "aborted": (_("stopped"), ""),
}
QUEUES: dict[str, Any] = {
    "default": _("general work"),
    "events": _("events"),
    "imports": _("imports"),
    "mail": _("mail to be sent"),
    "periodic": _("periodic work"),
}
RUN_TONES = {"queued": "a", "running": "t", "done": "g", "failed": "r", "cancelled": ""}
URGENCY = ("failed", "doing", "todo")
"""From the most urgent; the rest is over."""


def tag(text: object, tone: str) -> str:
    return format_html('<span class="tag {}">{}</span>', tone, text)


def state_tag(status: str) -> str:
    title, tone = STATES.get(status, (status, ""))
    return tag(title, tone)


def title_of_queue(name: str) -> str:
    """A package may name a queue of its own, which is then shown as it is."""
    return str(QUEUES.get(name, name))


def _job_rows(post: ActingPost) -> "QuerySet[ProcrastinateJob]":
    cases = [When(status=status, then=Value(len(URGENCY) - place)) for place, status in enumerate(URGENCY)]
    queued = ProcrastinateEvent.objects.filter(job_id=OuterRef("id"), type="deferred").order_by("id").values("at")[:1]
    return jobs_visible_to(post).annotate(
        urgency=Case(*cases, default=Value(0), output_field=IntegerField()), queued_at=Subquery(queued)
    )


def _named(rows: "QuerySet[ProcrastinateJob]", value: str) -> "QuerySet[ProcrastinateJob]":
    return rows.filter(task_name=value)


JOBS = ListPage[ProcrastinateJob](
    code="jobs",
    title=_("Jobs"),
    permission="jobs.read",
    rows=_job_rows,
    columns=[
        Column(
            key="name",
            title=_("Job"),
            value=lambda job: title_of(job.task_name),
            link=lambda job: reverse("job", args=[job.pk]),
        ),
        Column(
            key="state",
            title=_("State"),
            value=lambda job: state_tag(job.status),
            export=lambda job: job.status,
            sort="urgency",
        ),
        Column(key="attempts", title=_("Tries"), value=lambda job: job.attempts, numeric=True),
        Column(key="queued", title=_("Queued"), value=lambda job: getattr(job, "queued_at", None)),
        Column(key="scheduled", title=_("Next try"), value=lambda job: job.scheduled_at, shown=False),
        Column(key="queue", title=_("Queue"), value=lambda job: title_of_queue(job.queue_name)),
        Column(key="code", title=_("Job name"), value=lambda job: job.task_name, shown=False),
        Column(key="number", title=_("Number"), value=lambda job: job.pk, sort="id", numeric=True),
    ],
    default_sort="-state",
    filters=[
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, value: rows.filter(status=value),
            choices=lambda _post: [(status, title) for status, (title, _tone) in STATES.items()],
        ),
        Filter(
            key="name",
            title=_("Job"),
            apply=_named,
            choices=lambda _post: sorted((name, title_of(name)) for name in jobs()),
        ),
        Filter(
            key="queue",
            title=_("Queue"),
            apply=lambda rows, value: rows.filter(queue_name=value),
            choices=lambda _post: [
                (name, title_of_queue(name)) for name in sorted({job.queue_name for job in jobs().values()})
            ],
        ),
    ],
    empty=_("No job matches. Finished jobs are cleared after two days, failed ones after ninety."),
)


def _progress(run: JobRun) -> str:
    return f"{run.done:,} / {run.total:,}" if run.total else ""


WORK = ListPage[JobRun](
    code="work",
    title=_("My long work"),
    intro=_("Imports and other work that runs on while you do something else."),
    rows=runs_visible_to,
    columns=[
        Column(
            key="name",
            title=_("Work"),
            value=lambda run: title_of(run.name),
            link=lambda run: reverse("run", args=[run.pk]),
        ),
        Column(key="subject", title=_("About"), value=lambda run: run.subject),
        Column(
            key="state",
            title=_("State"),
            value=lambda run: tag(run.get_state_display(), RUN_TONES[run.state]),
            export=lambda run: run.get_state_display(),
        ),
        Column(key="progress", title=_("Progress"), value=_progress, numeric=True),
        Column(key="queued", title=_("Started"), value=lambda run: run.queued_at, sort="queued_at"),
        Column(key="finished", title=_("Finished"), value=lambda run: run.finished_at),
    ],
    default_sort="-queued",
    filters=[
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, value: rows.filter(state=value),
            choices=lambda _post: JobRun.State.choices,
        ),
    ],
    empty=_("You have started no long work yet. An import of many units, for one, will show here."),
)
