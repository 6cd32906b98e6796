"""The page of a rule document with its editions and their texts, and the forms over what can be done."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.downloads import download
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.organisation.actions import rules as acts
from xuezheng.modules.organisation.attachments import EDITION, texts_of
from xuezheng.modules.organisation.models import RuleEdition
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.queries.lookup import get_edition, get_rule
from xuezheng.modules.organisation.queries.rules import editions_of
from xuezheng.modules.organisation.refusals import RuleIsAbsent
from xuezheng.modules.organisation.web.answers import answer_button, answer_form, stated_version
from xuezheng.modules.organisation.web.rules import forms as asked
from xuezheng.modules.organisation.web.rules.lists import state_tag


@post_required("organisation.read")
def rule_page(request: PostRequest, rule_id: UUID) -> HttpResponse:
    post, rule, day = request.post, get_rule(request.post, rule_id), today(now())
    editions = editions_of(post, rule)
    draft = next((edition for edition in editions if edition.issued_on is None), None)
    own = can_write(post, rule)
    issued = [edition for edition in editions if edition.issued_on is not None]
    repealed = any(edition.repealed_on for edition in issued)
    context = {
        "rule": rule,
        "issued": [(edition, state_tag(edition.state(day)), texts_of(post, edition)) for edition in issued],
        "draft": draft,
        "may_change": own,
        "may_renew": own and draft is None and not repealed,
        "files": shown_attachments(post, object_kind=EDITION, object_id=str(draft.id)) if draft else None,
    }
    return render(request, "organisation/rule.html", context)


@post_required("organisation.read")
def download_text(request: PostRequest, edition_id: UUID, attachment_id: UUID) -> FileResponse:
    """Apart from downloading files at large: texts of rules are read by units that the files themselves do not reach."""
    found = texts_of(request.post, get_edition(request.post, edition_id))
    text = next((file for file in found if file.id == attachment_id), None)
    if text is None:
        raise RuleIsAbsent
    return download(text)


@post_required("organisation.change")
def draft_rule(request: PostRequest) -> HttpResponse:
    def act(values: dict[str, Any]) -> tuple[str, str]:
        rule = acts.draft_rule(post=request.post, at=now(), **values)
        return _("The draft is made. Attach its text, then issue it."), _page(rule.id)

    return answer_form(
        request,
        form=asked.RuleForm(request.POST or None),
        act=act,
        title=_("Draft a rule"),
        explained=_("Seen by your unit and those above it; once it is issued, by every unit below."),
        cancel=reverse("rules"),
    )


@post_required("organisation.change")
def draft_edition(request: PostRequest, rule_id: UUID) -> HttpResponse:
    rule = get_rule(request.post, rule_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.draft_edition(post=request.post, rule_id=rule.id, at=now(), **values)
        return _("The draft is made. Attach its text, then issue it."), _page(rule.id)

    return answer_form(
        request,
        form=asked.EditionForm(request.POST or None, initial={"version": rule.version}),
        act=act,
        title=_("Draft a new edition"),
        about=rule.title,
        explained=_("The edition in force stays in force until the new one replaces it."),
        cancel=_page(rule.id),
    )


@post_required("organisation.change")
def change_draft(request: PostRequest, edition_id: UUID) -> HttpResponse:
    edition = get_edition(request.post, edition_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.change_draft(post=request.post, edition_id=edition.id, at=now(), **values)
        return _("The change is recorded."), _page(edition.rule_id)

    first = {"version": edition.version, "title": edition.rule.title, "summary": edition.summary}
    return answer_form(
        request,
        form=asked.ChangeDraftForm(request.POST or None, initial=first),
        act=act,
        title=_("Change the draft"),
        about=edition.rule.title,
        cancel=_page(edition.rule_id),
    )


@require_POST
@post_required("organisation.change")
def discard_draft(request: PostRequest, edition_id: UUID) -> HttpResponse:
    edition = get_edition(request.post, edition_id)
    left: list[object] = []

    def act() -> str:
        version = stated_version(request)
        left.append(acts.discard_draft(post=request.post, edition_id=edition.id, version=version, at=now()))
        return _("The draft is thrown away.")

    answered = answer_button(request, act=act, back=_page(edition.rule_id))
    return HttpResponseRedirect(reverse("rules")) if left == [None] else answered


@post_required("organisation.change")
def issue_edition(request: PostRequest, edition_id: UUID) -> HttpResponse:
    edition, day = get_edition(request.post, edition_id), today(now())

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.issue_edition(post=request.post, edition_id=edition.id, at=now(), **values)
        return _("“%(title)s” is issued.") % {"title": edition.rule.title}, _page(edition.rule_id)

    first = {"version": edition.version, "issued_on": day, "in_force_from": day}
    return answer_form(
        request,
        form=asked.IssueForm(request.POST or None, initial=first),
        act=act,
        title=_("Issue the rule"),
        about=_edition_title(edition),
        explained=_("From then on every unit below may read it, and nothing of this edition is changed any more."),
        cancel=_page(edition.rule_id),
    )


@post_required("organisation.change")
def repeal_rule(request: PostRequest, rule_id: UUID) -> HttpResponse:
    rule = get_rule(request.post, rule_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.repeal_rule(post=request.post, rule_id=rule.id, at=now(), **values)
        return _("“%(title)s” is repealed.") % {"title": rule.title}, _page(rule.id)

    return answer_form(
        request,
        form=asked.RepealForm(request.POST or None, initial={"version": rule.version, "repealed_on": today(now())}),
        act=act,
        title=_("Repeal the rule"),
        about=rule.title,
        cancel=_page(rule.id),
    )


def _edition_title(edition: RuleEdition) -> str:
    return f"{edition.rule.title} · {edition.number}"


def _page(rule_id: UUID) -> str:
    return reverse("rule", args=[rule_id])
