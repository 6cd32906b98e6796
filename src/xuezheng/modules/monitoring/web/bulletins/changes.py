"""Drafting, filling anew, discarding, issuing and withdrawing a bulletin."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.calendar.facade import Period, parse_period
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.kernel.pages.web.context import chosen_period
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.addresses import bulletin_address
from xuezheng.modules.monitoring.bulletins.gathering import CurrentValues, measured_periods
from xuezheng.modules.monitoring.bulletins.templates import known_templates
from xuezheng.modules.monitoring.changing import draft_to_change, issuing_unit
from xuezheng.modules.monitoring.policies.bulletins import WRITE
from xuezheng.modules.monitoring.queries.bulletins import get_bulletin
from xuezheng.modules.monitoring.refusals import BulletinExists
from xuezheng.modules.monitoring.web.bulletins import forms as asked
from xuezheng.modules.monitoring.web.bulletins.lists import bulletins_path


@post_required(WRITE)
def draft(request: PostRequest) -> HttpResponse:
    unit = issuing_unit(request.post)
    periods = period_choices(request)
    period = period_to_begin_with(request, periods)
    form = asked.DraftForm(
        request.POST or None,
        periods=periods,
        initial={"unit": unit.code, "period": period, "template": template_for(period)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            bulletin_id = _drafted(request, form.cleaned_data)
        if form.is_valid():
            return HttpResponseRedirect(bulletin_address(bulletin_id))
    return answer_form(
        request,
        form=form,
        act=lambda _values: "",
        title=_("New bulletin"),
        explained=_(
            "It is filled from the figures of now. Nobody but your own administration sees it before it is issued."
        ),
        back=bulletins_path(),
        submit=_("Draft it"),
    )


def _drafted(request: PostRequest, values: dict[str, Any]) -> UUID:
    """The new draft, or what is there already: there it is filled anew or withdrawn."""
    try:
        made = acts.draft_bulletin(
            post=request.post,
            template=values["template"],
            period=values["period"],
            unit_id=values["unit"].id,
            at=now(),
        )
    except BulletinExists as refusal:
        messages.warning(request, str(refusal))
        return refusal.bulletin_id
    messages.success(request, _("“%(title)s” is drafted. Read it, then issue it.") % {"title": made.title})
    return made.id


def period_choices(request: PostRequest) -> list[tuple[str, str]]:
    """Of all templates, the newest first."""
    values, found = CurrentValues(request.post), set[Period]()
    for known in known_templates().values():
        found |= {*measured_periods(values, template=known.template, unit_path=request.post.scope_path)}
    return [(period.code, period.title) for period in sorted(found, reverse=True)]


def period_to_begin_with(request: PostRequest, periods: Sequence[tuple[str, str]]) -> str:
    """The one that is looked at, if something was measured in it; else the newest that was."""
    chosen, measured = chosen_period(request), [code for code, _title in periods]
    if chosen is not None and chosen.code in measured:
        return chosen.code
    return measured[0] if measured else ""


def template_for(period: str) -> str:
    kind = parse_period(period).kind.value if period else ""
    return next((code for code, known in known_templates().items() if known.template.periods == kind), "")


@require_POST
@post_required(WRITE)
def refill(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.refill_draft(post=request.post, bulletin_id=bulletin_id, version=posted_version(request), at=now())
        return _("The draft is filled from the figures of now.")

    return answer_button(request, act=act, back=bulletin_address(bulletin_id))


@post_required(WRITE)
def discard(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin = draft_to_change(request.post, bulletin_id)

    def act(values: dict[str, Any]) -> str:
        acts.discard_draft(post=request.post, bulletin_id=bulletin_id, version=values["version"], at=now())
        return _("The draft is thrown away.")

    return answer_form(
        request,
        form=asked.VersionForm(request.POST or None, initial={"version": bulletin.version}),
        act=act,
        title=_("Throw the draft away"),
        about=bulletin.title,
        back=bulletins_path() if request.method == "POST" else bulletin_address(bulletin_id),
    )


@post_required(WRITE)
def issue(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin = draft_to_change(request.post, bulletin_id)

    def act(values: dict[str, Any]) -> str:
        acts.issue_bulletin(post=request.post, bulletin_id=bulletin_id, at=now(), **values)
        return _("“%(title)s” is issued.") % {"title": bulletin.title}

    return answer_form(
        request,
        form=asked.IssueForm(request.POST or None, initial={"version": bulletin.version, "dated": today(now())}),
        act=act,
        title=_("Issue the bulletin"),
        about=bulletin.title,
        explained=_(
            "Its figures stay as they are in the draft, whatever is measured later. The unit it is about and everybody"
            " below that read it from then on."
        ),
        back=bulletin_address(bulletin_id),
    )


@post_required(WRITE)
def withdraw(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin = get_bulletin(request.post, bulletin_id)

    def act(values: dict[str, Any]) -> str:
        acts.withdraw_bulletin(post=request.post, bulletin_id=bulletin_id, at=now(), **values)
        return _("The bulletin “%(title)s” is withdrawn.") % {"title": bulletin.title}

    return answer_form(
        request,
        form=asked.WithdrawForm(request.POST or None, initial={"version": bulletin.version}),
        act=act,
        title=_("Withdraw the bulletin"),
        about=bulletin.title,
        explained=_("Whoever could read it still can, with your reason above it. It is no longer open to everybody."),
        back=bulletin_address(bulletin_id),
    )
