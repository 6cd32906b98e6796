"""Forms and buttons of the acts on a report."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions.deciding import accept_report, reopen_report, return_report
from xuezheng.engines.forms.actions.reporting import remark_on_report, submit_report
from xuezheng.engines.forms.changing import check_directs, get_report
from xuezheng.engines.forms.deadlines import day_to_put_right
from xuezheng.engines.forms.declared import Field, Table
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import DESIGN, READ, REPORT, REVIEW
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.web.asking import VersionForm, day_field, reason_field, time_field
from xuezheng.engines.forms.web.reporting.saving import MISSING
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.kernel.refusals import Refusals


class ReturnForm(VersionForm):
    reason = reason_field()
    put_right_by = day_field(
        _("To be put right by"),
        required=False,
        help_text=_(
            "Until the end of this day the unit may fill it in, even where the collection takes no other reports."
        ),
    )


class ReopenForm(VersionForm):
    until = time_field(_("Open until"))
    reason = reason_field()


class RemarkForm(forms.Form):
    field = forms.ChoiceField(label=_("About"), required=False)
    words = forms.CharField(label=_("Remark"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


@post_required(REPORT)
@require_POST
def submit(request: PostRequest, report_id: UUID) -> HttpResponse:
    """A report with mistakes comes back at the first field that holds it up."""
    wrong: list[str] = []

    def act() -> str:
        try:
            submit_report(post=request.post, report_id=report_id, version=posted_version(request), at=now())
        except Refusals as refused:
            wrong.extend(one.field for one in refused.refusals if one.field)
            raise
        return _now("The report is submitted.")

    answer = answer_button(request, act=act, back=report_path(report_id))
    return HttpResponseRedirect(f"{report_path(report_id)}?{MISSING}=1#q-{wrong[0]}") if wrong else answer


@post_required(REVIEW)
@require_POST
def accept(request: PostRequest, report_id: UUID) -> HttpResponse:
    def act() -> str:
        row = accept_report(post=request.post, report_id=report_id, version=posted_version(request), at=now())
        return _now("The report is accepted.") if row.accepted_at else _now("The report is passed on to the next desk.")

    return answer_button(request, act=act, back=report_path(report_id))


@post_required(REVIEW)
def send_back(request: PostRequest, report_id: UUID) -> HttpResponse:
    report = get_report(request.post, report_id)

    def act(values: dict[str, Any]) -> str:
        row = return_report(post=request.post, report_id=report.id, at=now(), **values)
        return _now("The report is returned to %(unit)s, to be put right by %(day)s.") % {
            "unit": report.unit.name, "day": row.put_right_by,
        }  # fmt: skip

    given = {"version": report.version, "put_right_by": day_to_put_right(report, now())}
    form = ReturnForm(request.POST or None, initial=given)
    return answer_form(
        request,
        form=form,
        act=act,
        title=_now("Return the report"),
        about=str(report.unit),
        back=report_path(report.id),
    )


@post_required(DESIGN)
def reopen(request: PostRequest, report_id: UUID) -> HttpResponse:
    report = get_report(request.post, report_id)
    check_directs(request.post, report.collection)

    def act(values: dict[str, Any]) -> str:
        reopen_report(post=request.post, report_id=report.id, at=now(), **values)
        return _now("The report of %(unit)s is open again.") % {"unit": report.unit.name}

    form = ReopenForm(request.POST or None, initial={"version": report.version})
    return answer_form(
        request,
        form=form,
        act=act,
        title=_now("Open the report again"),
        about=str(report.unit),
        back=report_path(report.id),
    )


@post_required(READ)
def remark(request: PostRequest, report_id: UUID) -> HttpResponse:
    report = get_report(request.post, report_id)
    declared = form_of(report.collection.edition)

    def act(values: dict[str, Any]) -> str:
        remark_on_report(post=request.post, report_id=report.id, at=now(), **values)
        return _now("Your remark stands with the report.")

    form = RemarkForm(request.POST or None)
    asked: list[Field | Table] = []
    for section in declared.sections:
        asked += [*section.fields, *section.tables]
    choices = [("", _now("the whole report")), *((one.code, str(one.title)) for one in asked)]
    form.fields["field"].choices = choices  # type: ignore[attr-defined] # a choice field, which stubs see as any field
    return answer_form(
        request, form=form, act=act, title=_now("Make a remark"), about=str(report.unit), back=report_path(report.id)
    )
