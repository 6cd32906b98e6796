"""The page of one task at one unit: what was asked, what was said month by month, what was decided, what can be done now."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import get_assignment
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Plan, ProgressReport
from xuezheng.modules.plans.policies.assignments import (
    can_accept_assignment,
    can_direct_task,
    can_report_assignment,
)
from xuezheng.modules.plans.queries.evidence import ASSIGNMENT_FILES, REPORT_FILES, files_at, has_evidence
from xuezheng.modules.plans.queries.own import reportable_months, reports_of
from xuezheng.modules.plans.status import days_late
from xuezheng.modules.plans.web.tasks.chips import status_on, status_tag

What = AssignmentStep.What
TONES = {
    What.SUBMITTED: "v",
    What.WITHDRAWN: "",
    What.ACCEPTED: "g",
    What.RETURNED: "r",
    What.REOPENED: "a",
    What.EXTENDED: "t",
}


@post_required("plans.read")
def assignment_page(request: PostRequest, assignment_id: UUID) -> HttpResponse:
    post, day = request.post, today(now())
    row = get_assignment(post, assignment_id)
    reports = reports_of(row)
    files = files_at(REPORT_FILES, [report.id for report in reports])
    submitted_on = today(row.submitted_at) if row.submitted_at else None
    context = {
        "row": row,
        "status": status_tag(status_on(row, day)),
        "late": days_late(due_on=row.due_on, submitted_on=submitted_on, day=day) if row.accepted_at is None else 0,
        "reports": [(report, files.get(str(report.id), ())) for report in reports],
        "steps": [(step, TONES[What(step.what)]) for step in _steps(row)],
        "files": shown_attachments(post, object_kind=ASSIGNMENT_FILES, object_id=str(row.id)),
        "evidence": has_evidence(row),
        **_what_can_be_done(post, row, reports),
    }
    return render(request, "plans/tasks/assignment.html", context)


def _what_can_be_done(post: ActingPost, row: Assignment, reports: Sequence[ProgressReport]) -> dict[str, Any]:
    alive = row.plan.state is Plan.State.PUBLISHED
    open_still = alive and row.submitted_at is None and row.accepted_at is None
    waiting = alive and row.submitted_at is not None and row.accepted_at is None
    speaks = can_report_assignment(post, row)
    decides = alive and can_accept_assignment(post, row)
    first, last = reportable_months(row, day=today(now()))
    said = {report.month for report in reports}
    return {
        "months": [month for month in dict.fromkeys((last, first)) if month not in said]
        if open_still and speaks
        else [],
        "changeable": {first, last} if open_still and speaks else set(),
        "may_submit": open_still and speaks,
        "may_withdraw": waiting and speaks,
        "may_decide": waiting and decides,
        "may_reopen": row.accepted_at is not None and decides,
        "may_extend": alive and row.accepted_at is None and can_direct_task(post, row.task),
    }


def _steps(row: Assignment) -> list[AssignmentStep]:
    return list(AssignmentStep.objects.filter(assignment=row).order_by("-taken_at", "-id"))
