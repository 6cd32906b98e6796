"""The page of one round: standards against units, what was found; and its report as a Word document."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.downloads import word_response
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.supervision.attached_files import FINDING
from xuezheng.modules.supervision.documents.inspection import inspection_document
from xuezheng.modules.supervision.policies.inspections import can_change_inspection
from xuezheng.modules.supervision.queries.inspections import get_finding, get_inspection, inspected_rows, items_of
from xuezheng.modules.supervision.web.inspections.lists import state_tag


@post_required("supervision.read")
def inspection_page(request: PostRequest, inspection_id: UUID) -> HttpResponse:
    post, row = request.post, get_inspection(request.post, inspection_id)
    items, rows = items_of(post, row), inspected_rows(post, row)
    if request.GET.get("format") == "docx":
        document = inspection_document(row, items, rows)
        title = _("Report on %(name)s") % {"name": row.name}
        return word_response(request, document, code="inspection-report", title=title, rows=len(rows))
    found = [finding for line in rows for finding in line.findings if finding is not None]
    context = {
        "inspection": row,
        "state": state_tag(row),
        "items": items,
        "rows": [(line, list(zip(items, line.findings, strict=True))) for line in rows],
        "found": len(found),
        "wanting": sum(1 for finding in found if finding.verdict != "met"),
        "ordered": sum(1 for finding in found if finding.order_id),
        "may_change": row.closed_at is None and can_change_inspection(post, row),
    }
    return render(request, "supervision/inspections/inspection.html", context)


@post_required("supervision.read")
def finding_page(request: PostRequest, finding_id: UUID) -> HttpResponse:
    post, finding = request.post, get_finding(request.post, finding_id)
    inspection = finding.inspection
    may_change = inspection.closed_at is None and can_change_inspection(post, inspection)
    context = {
        "finding": finding,
        "files": shown_attachments(post, object_kind=FINDING, object_id=str(finding.id)),
        "may_change": may_change and finding.order_id is None,
        "may_order": may_change and finding.order_id is None and finding.verdict != "met",
    }
    return render(request, "supervision/inspections/finding.html", context)
