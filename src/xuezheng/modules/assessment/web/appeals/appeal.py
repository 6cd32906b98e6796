"""The page of one appeal: what it is about, what the unit says with its files, the decision and what it changed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.assessment.attached_files import APPEAL
from xuezheng.modules.assessment.models import ResultAppeal
from xuezheng.modules.assessment.policies.appeals import can_decide_appeal
from xuezheng.modules.assessment.policies.reach import READ
from xuezheng.modules.assessment.queries.appeals import correction_by, get_appeal, is_overdue


@post_required(READ)
def appeal_page(request: PostRequest, appeal_id: UUID) -> HttpResponse:
    post, appeal = request.post, get_appeal(request.post, appeal_id)
    result, correction = appeal.result, correction_by(request.post, appeal)
    is_open = appeal.outcome == ResultAppeal.Outcome.OPEN
    context = {
        "appeal": appeal,
        "result": result,
        "assessed": result.assessed,
        "round": result.assessed.round,
        "points_then": correction.item_before if correction else result.points,
        "correction": correction,
        "is_open": is_open,
        "overdue": is_overdue(appeal, day=today(now())),
        "may_decide": is_open and can_decide_appeal(post, appeal),
        "files": shown_attachments(post, object_kind=APPEAL, object_id=str(appeal.id)),
    }
    return render(request, "assessment/appeals/appeal.html", context)
