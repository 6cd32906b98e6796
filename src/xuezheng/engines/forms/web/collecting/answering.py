"""Answering one figure that is worth a second look, and taking the answer back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions.looking_into import answer_suspicion, withdraw_suspicion_answer
from xuezheng.engines.forms.changing import get_report
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.policies import REVIEW, suspicion_answers_visible_to
from xuezheng.engines.forms.queries.suspects import get_suspect
from xuezheng.engines.forms.refusals import IsNotSuspicious, NoSuchSuspicionAnswer
from xuezheng.engines.forms.web.collecting.suspects import findings_path
from xuezheng.engines.forms.web.collecting.suspicion_words import sentence
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost


class AnswerForm(forms.Form):
    figures = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = forms.CharField(
        label=_("What was found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who was asked, what they said, why the figure is right."),
    )


@post_required(REVIEW)
def answer(request: PostRequest, report_id: UUID, suspicion: str, field: str = "") -> HttpResponse:
    report = get_report(request.post, report_id)
    if request.method == "POST":
        told, initial = lazy(_told_again, str)(request.post, report, suspicion, field), {}
    else:
        suspect = get_suspect(request.post, report, suspicion=suspicion, field=field)
        told, initial = sentence(suspect), {"figures": suspect.figures}

    def act(values: dict[str, Any]) -> str:
        answer_suspicion(
            post=request.post, report_id=report_id, suspicion=suspicion, field=field, at=now(), **values
        )  # fmt: skip
        return _now("The finding at %(unit)s is answered.") % {"unit": report.unit.name}

    return answer_form(
        request,
        form=AnswerForm(request.POST or None, initial=initial),
        act=act,
        title=_now("Answer the finding"),
        about=f"{report.unit.name} · {report.collection.title}",
        explained=told,
        back=findings_path(report.collection_id, request.GET),
    )


@post_required(REVIEW)
@require_POST
def withdraw(request: PostRequest, answer_id: UUID) -> HttpResponse:
    rows = suspicion_answers_visible_to(request.post).select_related("report__unit")
    row = first_or_refused(rows.filter(id=answer_id), NoSuchSuspicionAnswer)

    def act() -> str:
        withdraw_suspicion_answer(post=request.post, answer_id=answer_id, at=now())
        return _now("The answer is withdrawn; the finding at %(unit)s is open again.") % {"unit": row.report.unit.name}

    return answer_button(request, act=act, back=findings_path(row.report.collection_id, request.GET))


def _told_again(post: ActingPost, report: Report, suspicion: str, field: str) -> str:
    """Read only where the form is shown again; the finding may be gone by then, and what was typed is not."""
    try:
        return sentence(get_suspect(post, report, suspicion=suspicion, field=field))
    except IsNotSuspicious:
        return ""
