"""Asking for a batch of bulletins, and its page with the progress."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.outbox.policies import runs_visible_to
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.addresses import batch_address
from xuezheng.modules.monitoring.bulletins.templates import template_name
from xuezheng.modules.monitoring.changing import issuing_unit
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.policies.bulletins import READ, WRITE, can_write_bulletins
from xuezheng.modules.monitoring.queries.bulletins import LEVELS_BELOW, get_batch
from xuezheng.modules.monitoring.web.bulletins.changes import period_choices, period_to_begin_with, template_for
from xuezheng.modules.monitoring.web.bulletins.forms import BatchForm
from xuezheng.modules.monitoring.web.bulletins.lists import LEVEL_WORDS, batches_path, period_title, state_tag

BROKEN_OFF = {JobRun.State.FAILED, JobRun.State.CANCELLED}


@post_required(WRITE)
def write(request: PostRequest) -> HttpResponse:
    unit = issuing_unit(request.post)
    levels = LEVELS_BELOW.get(Level(unit.level), ())
    if not levels:
        messages.warning(
            request, _("Below %(unit)s there is no administration; draft its one bulletin.") % {"unit": unit.name}
        )
        return HttpResponseRedirect(reverse("draft-bulletin"))
    periods = period_choices(request)
    period = period_to_begin_with(request, periods)
    form = BatchForm(
        request.POST or None,
        periods=periods,
        levels=[(level.value, str(LEVEL_WORDS[level])) for level in levels],
        initial={"dated": today(now()), "period": period, "template": template_for(period)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            batch = acts.write_batch(post=request.post, at=now(), **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The bulletins are being written."))
            return HttpResponseRedirect(batch_address(batch.id))
    return answer_form(
        request,
        form=form,
        act=lambda _values: "",
        title=_("New batch"),
        explained=_(
            "All are filled from the figures of the same moment. Units that cannot get one are listed with the reason."
        ),
        back=batches_path(),
        submit=_("Write them"),
    )


@post_required(READ)
def batch_page(request: PostRequest, batch_id: UUID) -> HttpResponse:
    batch = get_batch(request.post, batch_id)
    written = Bulletin.objects.filter(batch=batch).defer("wording", "figures").order_by("subject_path")
    broken_off = _is_broken_off(request.post, batch)
    own = can_write_bulletins(request.post) and request.post.scope_path == batch.unit_path
    context = {
        "batch": batch,
        "title": template_name(batch.template),
        "period_title": period_title(batch),
        "level": LEVEL_WORDS[Level(batch.level)],
        "written": [(bulletin, state_tag(bulletin)) for bulletin in written],
        "done": len(written) + len(batch.failures),
        "goes_on": batch.ended_at is None and not broken_off,
        "may_resume": own and (broken_off or bool(batch.ended_at and batch.failures)),
    }
    return render(request, "monitoring/bulletins/batch.html", context)


def _is_broken_off(post: ActingPost, batch: BulletinBatch) -> bool:
    """As far as the reader may see the work: whoever started it can."""
    run = runs_visible_to(post).filter(id=batch.run_id).first() if batch.run_id else None
    return batch.ended_at is None and run is not None and run.state in BROKEN_OFF


@require_POST
@post_required(WRITE)
def resume(request: PostRequest, batch_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.resume_batch(post=request.post, batch_id=batch_id, at=now())
        return _("Writing goes on.")

    return answer_button(request, act=act, back=batch_address(batch_id))
