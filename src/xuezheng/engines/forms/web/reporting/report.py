"""The page of a report: filled in by its unit, read and decided by the desks above."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.forms.policies import (
    READ,
    can_decide_report,
    can_direct_collection,
    can_fill_by_file,
    can_fill_report,
    can_remark_on_report,
)
from xuezheng.engines.forms.queries.handed_files import accepted_kinds
from xuezheng.engines.forms.queries.report_page import shown_report
from xuezheng.engines.forms.standing import may_be_filled_at
from xuezheng.engines.forms.web.reporting.lists import state_tag
from xuezheng.engines.forms.web.reporting.saving import MISSING
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required(READ)
def report_page(request: PostRequest, report_id: UUID) -> HttpResponse:
    post, at = request.post, now()
    missing = MISSING in request.GET
    shown = shown_report(post, report_id, missing=missing)
    report = shown.report
    filling = can_fill_report(post, report) and may_be_filled_at(report, report.collection, at)
    living = report.collection.closed_at is None
    past = report.submitted_at is None and at > report.collection.closes_at
    context = {
        "shown": shown,
        "report": report,
        "collection": report.collection,
        "state": state_tag(report),
        "not_open": at < report.collection.opens_at,
        "filling": filling,
        "missing": missing,
        "accepted": accepted_kinds(),
        "fills_by_file": can_fill_by_file(post, report) and may_be_filled_at(report, report.collection, at),
        "may_correct": living and can_fill_report(post, report),
        "desk": shown.desks[0] if shown.desks else None,
        "percent": round(100 * shown.done / shown.whole) if shown.whole else 100,
        "may_decide": living and can_decide_report(post, report),
        "may_remark": living and can_remark_on_report(post, report),
        "may_reopen": living
        and can_direct_collection(post, report.collection)
        and (report.accepted_at is not None or past),
    }
    return render(request, "forms/report.html", context)
