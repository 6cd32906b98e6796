"""Endpoints of reports: read, filled field by field, handed up, accepted and returned."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xuezheng.engines.forms.actions.deciding import accept_report, return_report
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.forms.changing import get_report
from xuezheng.engines.forms.models import AnswerChange, Report
from xuezheng.engines.forms.policies import READ, REPORT, REVIEW, reports_visible_to
from xuezheng.engines.forms.rest import router
from xuezheng.engines.forms.rest.schemas import AnswersIn, AnswersSavedOut, ReportAnswersOut, ReportOut, ReturnIn
from xuezheng.kernel.rest.serving import ApiRequest


@router.lists("/reports", item=ReportOut, permission=READ, order="id")
def list_form_reports(request: ApiRequest) -> QuerySet[Report]:
    """Reports of units within the scope, without their answers."""
    return reports_visible_to(request.post).defer("answers", "rows", "filled")


@router.reads("/reports/{uuid:report_id}", returns=ReportAnswersOut, permission=READ)
def read_form_report(request: ApiRequest, report_id: UUID) -> Report:
    """One report with its answers."""
    return get_report(request.post, report_id)


@router.changes("/reports/{uuid:report_id}/answers", returns=AnswersSavedOut, permission=REPORT, versioned=False)
def save_form_answers(request: ApiRequest, report_id: UUID, given: AnswersIn) -> dict[str, Any]:
    """Save answers field by field; a field that somebody else changed is not overwritten but told."""
    done = save_answers(
        post=request.post, report_id=report_id, changes=given.changes, based_on=given.based_on,
        way=AnswerChange.Way.REST, at=request.at,
    )  # fmt: skip
    return {
        "version": done.report.version,
        "saved": list(done.changed),
        "clashes": [{"field": one.field, "present": one.present, "own": one.own} for one in done.clashes],
        "refused": [{"field": one.field, "sentence": str(one)} for one in done.refused],
    }


@router.acts("/reports/{uuid:report_id}/submit", returns=ReportOut, permission=REPORT, versioned=True, takes="")
def submit_form_report(request: ApiRequest, report_id: UUID) -> Report:
    """Hand the report up; with an error in it, every error is told and nothing is handed up."""
    return submit_report(post=request.post, report_id=report_id, version=request.version, at=request.at)


@router.acts("/reports/{uuid:report_id}/accept", returns=ReportOut, permission=REVIEW, versioned=True, takes="")
def accept_form_report(request: ApiRequest, report_id: UUID) -> Report:
    """Accept a report that lies on the own desk; it goes to the next desk above, if there is one."""
    return accept_report(post=request.post, report_id=report_id, version=request.version, at=request.at)


@router.acts("/reports/{uuid:report_id}/return", returns=ReportOut, permission=REVIEW, versioned=True)
def return_form_report(request: ApiRequest, report_id: UUID, given: ReturnIn) -> Report:
    """Return a report to its unit, with the reason and the day by which it is to be put right."""
    return return_report(
        post=request.post, report_id=report_id, version=request.version, reason=given.reason,
        put_right_by=given.put_right_by, at=request.at,
    )  # fmt: skip
