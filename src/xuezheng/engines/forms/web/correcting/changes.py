"""Asking for a correction from the report, and its page where it is answered."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.actions.correcting import answer_correction, ask_correction
from xuezheng.engines.forms.answers import shown
from xuezheng.engines.forms.changing import get_report
from xuezheng.engines.forms.declared import Field
from xuezheng.engines.forms.models import Correction, Report
from xuezheng.engines.forms.places import correction_path, report_path
from xuezheng.engines.forms.policies import READ, REPORT, can_answer_correction
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import NoSuchCorrection
from xuezheng.engines.forms.sources import address_of, known_value, offer_of
from xuezheng.engines.forms.web.asking import VersionForm, reason_field
from xuezheng.engines.forms.web.correcting.lists import listed_corrections, state_tag, title_of, words_of
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import NotAllowed, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to


class AskForm(forms.Form):
    claimed = forms.CharField(label=_("What would be right"), max_length=200)
    reason = reason_field()


class AnswerForm(VersionForm):
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=Correction.Answer.choices,
        widget=forms.RadioSelect,
        help_text=_("Put right: a value that stands in the records is changed there at once, and the report follows."),
    )
    words = forms.CharField(
        label=_("Explanation"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


@post_required(REPORT)
def ask(request: PostRequest, report_id: UUID, field: str) -> HttpResponse:
    report = get_report(request.post, report_id)
    declared = form_of(report.collection.edition).by_code.get(field)

    def act(values: dict[str, Any]) -> str:
        row = ask_correction(post=request.post, report_id=report_id, field=field, at=now(), **values)
        return _now("The correction is asked for; an answer is due by %(day)s.") % {"day": row.due_on.isoformat()}

    return answer_form(
        request,
        form=AskForm(request.POST or None),
        act=act,
        title=_now("This value is wrong"),
        submit=_now("Ask for the correction"),
        about=str(declared.title) if declared else field,
        explained=_now("The value is kept elsewhere and is put right there; your report follows by itself."),
        back=report_path(report_id),
        template="forms/correct.html",
        facts=_facts(request.post, report, declared),
    )


@post_required(READ)
def correction_page(request: PostRequest, correction_id: UUID) -> HttpResponse:
    row = first_or_refused(listed_corrections(request.post).filter(id=correction_id), NoSuchCorrection)
    if row.answered_at is None and can_answer_correction(request.post, row):
        return _answering(request, row)
    if request.method == "POST":
        if not can_answer_correction(request.post, row):
            raise NotAllowed(_("Only posts of the unit that keeps the source answer this. Switch to such a post."))
        messages.error(request, _now("This correction was answered already."))
    owner = units_visible_to(request.post).filter(unit_path=row.owner_path).first()
    context = {
        "row": row,
        "title": title_of(row),
        "value": words_of(row, row.value),
        "claimed": words_of(row, row.claimed),
        "state": state_tag(row),
        "owner": owner,
    }
    return render(request, "forms/correction.html", context)


def _answering(request: PostRequest, row: Correction) -> HttpResponse:
    def act(values: dict[str, Any]) -> str:
        answer_correction(post=request.post, correction_id=row.id, at=now(), **values)
        return _now("%(unit)s is answered.") % {"unit": row.unit.name}

    return answer_form(
        request,
        form=AnswerForm(request.POST or None, initial={"version": row.version}),
        act=act,
        title=_now("Answer a correction"),
        about=f"{row.unit.name} · {title_of(row)}",
        explained=_now("The source says “%(value)s”; the unit says “%(claimed)s”: %(reason)s")
        % {"value": words_of(row, row.value), "claimed": words_of(row, row.claimed), "reason": row.reason},
        back=correction_path(row.id),
        template="forms/correct.html",
        facts=_facts(request.post, row.report, form_of(row.report.collection.edition).by_code.get(row.field)),
    )


def _facts(post: ActingPost, report: Report, field: Field | None) -> list[tuple[str, str, str]]:
    """What the source says now, and where: name, words and address."""
    if field is None or field.source is None:
        return []
    scheme, name, period = field.source.scheme, field.source.name, report.collection.period
    known = known_value(post, field.source, period=period, unit_path=report.unit_path)
    offer = offer_of(scheme, name)
    told = offer.title if offer else f"{scheme}:{name}"
    as_of = f"{shown(field, known.value)} ({known.as_of.isoformat()})" if known else "—"
    return [
        (_now("The source says now"), as_of, ""),
        (_now("Kept as"), told, address_of(scheme, name, period=period, unit_code=report.unit.code)),
    ]
