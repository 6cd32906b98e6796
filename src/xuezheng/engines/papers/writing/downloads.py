"""Documents as answers, told to the journal like every export."""

from datetime import datetime

from django.http import HttpResponse

from xuezheng.engines.papers.writing.excel import workbook_of
from xuezheng.engines.papers.writing.tables import DocumentTable
from xuezheng.engines.papers.writing.word import table_document
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.exports import XLSX, ExportTaken, attachment_headers, tell
from xuezheng.kernel.pages.web.access import PostRequest

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def table_response(request: PostRequest, table: DocumentTable, *, code: str, form: str) -> HttpResponse:
    """`form` is xlsx or docx."""
    if form == "xlsx":
        return _response(
            request, workbook_of(table), kind=XLSX, code=code, title=table.title, form=form, rows=len(table.rows)
        )
    return word_response(request, table_document(table), code=code, title=table.title, rows=len(table.rows))


def word_response(request: PostRequest, data: bytes, *, code: str, title: str, rows: int = 1) -> HttpResponse:
    return _response(request, data, kind=DOCX, code=code, title=title, form="docx", rows=rows)


def pdf_response(request: PostRequest, data: bytes, *, code: str, title: str) -> HttpResponse:
    return _response(request, data, kind=PDF, code=code, title=title, form="pdf", rows=1)


def _response(
    request: PostRequest, data: bytes, *, kind: str, code: str, title: str, form: str, rows: int
) -> HttpResponse:
    at = now()
    _tell(request, code=code, title=title, form=form, rows=rows, at=at)
    return HttpResponse(data, content_type=kind, headers=attachment_headers(code=code, title=title, form=form, at=at))


def _tell(request: PostRequest, *, code: str, title: str, form: str, rows: int, at: datetime) -> None:
    taken = ExportTaken(
        post=request.post,
        at=at,
        list_code=code,
        title=title,
        format=form,
        filters={key: str(value)[:100] for key, value in request.GET.items() if key != "format"},
        columns=(),
        rows=rows,
        complete=True,
    )
    tell(taken)
