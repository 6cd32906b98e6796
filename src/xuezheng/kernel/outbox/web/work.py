"""One piece of long work for who started it: progress that renews itself, the outcome, the button to stop it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox import actions
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.queries import get_run
from xuezheng.kernel.outbox.registry import result_address, title_of
from xuezheng.kernel.outbox.web.lists import RUN_TONES, tag
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required()
def run(request: PostRequest, run_id: UUID) -> HttpResponse:
    found = get_run(request.post, run_id)
    context = {
        "run": found,
        "title": title_of(found.name),
        "state": tag(found.get_state_display(), RUN_TONES[found.state]),
        "percent": round(100 * found.done / found.total, 1) if found.total else 0.0,
        "open": found.state in {JobRun.State.QUEUED, JobRun.State.RUNNING},
        "result_address": result_address(found),
    }
    return render(request, "outbox/run.html", context)


@require_POST
@post_required()
def cancel(request: PostRequest, run_id: UUID) -> HttpResponse:
    actions.cancel_run(post=request.post, run_id=run_id, at=now())
    messages.success(request, _("The work is cancelled, or stops at its next step. What it has done so far stays."))
    return HttpResponseRedirect(reverse("run", args=[run_id]))
