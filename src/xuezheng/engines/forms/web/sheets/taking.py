"""The download: one workbook or CSV for the reports that the post may fill in."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from xuezheng.engines.forms.policies import READ
from xuezheng.engines.forms.sheets.taking import CODE, Wanted, take_sheet
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.exports import attachment_headers
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required(READ)
@require_safe
def take(request: PostRequest, collection_id: UUID) -> HttpResponse:
    given = request.GET
    wanted = Wanted(
        form=given.get("format", "xlsx"),
        below=given.get("below", ""),
        report=given.get("report", ""),
        table=given.get("table", ""),
    )
    at = now()
    taken = take_sheet(request.post, collection_id, wanted, at=at)
    headers = attachment_headers(code=CODE, title=taken.title, form=taken.form, at=at)
    return HttpResponse(taken.data, content_type=taken.kind, headers=headers)
