"""One job for operators: its state, its tries with what went wrong, and the buttons to try again or cancel."""

import json

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from procrastinate.contrib.django.models import ProcrastinateEvent

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox import actions
from xuezheng.kernel.outbox.models import JobAttempt
from xuezheng.kernel.outbox.policies import can_read_jobs, can_retry_jobs
from xuezheng.kernel.outbox.queries import get_job
from xuezheng.kernel.outbox.registry import title_of
from xuezheng.kernel.outbox.web.lists import JOBS, state_tag, title_of_queue
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.kernel.refusals import NotAllowed

_list = list_view(JOBS)


def job_list(request: PostRequest) -> HttpResponseBase:
    post = getattr(request, "post", None)
    if post is not None and post.may("jobs.read") and not can_read_jobs(post):
        raise NotAllowed(_("Jobs are for the operators of the installation, at its top unit."))
    return _list(request)


@post_required("jobs.read")
def job(request: PostRequest, job_id: int) -> HttpResponse:
    found = get_job(request.post, job_id)
    context = {
        "job": found,
        "title": title_of(found.task_name),
        "state": state_tag(found.status),
        "queue": title_of_queue(found.queue_name),
        "arguments": json.dumps(found.args.get("args") or {}, ensure_ascii=False, indent=2),
        "attempts": JobAttempt.objects.filter(job_id=job_id).order_by("-number", "-id")[:50],
        "events": ProcrastinateEvent.objects.filter(job_id=job_id).order_by("id")[:200],
        "may_act": can_retry_jobs(request.post),
    }
    return render(request, "outbox/job.html", context)


@require_POST
@post_required("jobs.retry")
def retry(request: PostRequest, job_id: int) -> HttpResponse:
    actions.retry_job(post=request.post, job_id=job_id, at=now())
    messages.success(request, _("The job is in the queue again."))
    return HttpResponseRedirect(reverse("job", args=[job_id]))


@require_POST
@post_required("jobs.retry")
def cancel(request: PostRequest, job_id: int) -> HttpResponse:
    actions.cancel_job(post=request.post, job_id=job_id, at=now())
    messages.success(request, _("The job is cancelled, or stops at its next step."))
    return HttpResponseRedirect(reverse("job", args=[job_id]))
