"""Endpoints of files handed in as answers: listed, handed in, downloaded, taken back."""

from typing import Annotated, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from pydantic import Field

from xuezheng.engines.forms.actions.reporting import hand_in_files, take_back_file
from xuezheng.engines.forms.changing import get_report
from xuezheng.engines.forms.declared import Answer
from xuezheng.engines.forms.models import AnswerChange
from xuezheng.engines.forms.policies import READ, REPORT
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.report_files import NoSuchReportFile, file_of, files_of
from xuezheng.engines.forms.rest import router
from xuezheng.engines.forms.rest.schemas import ReportFileOut
from xuezheng.kernel.files.downloads import download
from xuezheng.kernel.files.facade import received
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.types import largest_of_all
from xuezheng.kernel.rest.endpoints import BINARY
from xuezheng.kernel.rest.serving import BYTES, ApiRequest, pieces_of

Code = Annotated[str, Field(min_length=1, max_length=60, description="Of the field that is answered.")]
Name = Annotated[str, Field(min_length=1, max_length=200, description="With its ending.")]


@router.reads("/reports/{uuid:report_id}/files", returns=list[ReportFileOut], permission=READ)
def read_form_report_files(request: ApiRequest, report_id: UUID) -> list[dict[str, Any]]:
    """The files of a report's answers, in the order of the form."""
    report = get_report(request.post, report_id)
    form = form_of(report.collection.edition)
    files = files_of(request.post, report, form)
    asked = [one.code for one in form.fields() if one.answer is Answer.FILES]
    return [
        _file(code, files[file_id]) for code in asked for file_id in report.answers.get(code) or () if file_id in files
    ]


@router.creates(
    "/reports/{uuid:report_id}/files",
    returns=ReportFileOut,
    permission=REPORT,
    takes=BYTES,
    limit=largest_of_all(),
    location=lambda made: f"/api/v1/forms/reports/{made['report_id']}/files/{made['id']}",
)
def hand_in_form_report_file(request: ApiRequest, report_id: UUID, *, field: Code, name: Name) -> dict[str, Any]:
    """Hand a file in as the answer to a field, beside those that are there already: the body is its content."""
    with received(pieces_of(request), name=name) as file:
        done = hand_in_files(
            post=request.post, report_id=report_id, field=field, files=[file], way=AnswerChange.Way.REST, at=request.at
        )
    made = file_of(request.post, done.report, UUID(done.report.answers[field][-1]))
    return {**_file(field, made), "report_id": report_id}


@router.reads("/reports/{uuid:report_id}/files/{uuid:file_id}", returns=BINARY, permission=READ)
def download_form_report_file(request: ApiRequest, report_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The content of a file, for whoever may read the report."""
    return download(file_of(request.post, get_report(request.post, report_id), file_id), media_type=BYTES)


@router.removes("/reports/{uuid:report_id}/files/{uuid:file_id}", permission=REPORT)
def take_back_form_report_file(request: ApiRequest, report_id: UUID, file_id: UUID) -> None:
    """Take a file back out of the answer that names it, while the report may be filled in."""
    report = get_report(request.post, report_id)
    named = [code for code, answer in report.answers.items() if isinstance(answer, list) and str(file_id) in answer]
    if not named:
        raise NoSuchReportFile
    take_back_file(
        post=request.post, report_id=report_id, field=named[0], file_id=str(file_id), way=AnswerChange.Way.REST,
        at=request.at,
    )  # fmt: skip


def _file(code: str, file: Attachment) -> dict[str, Any]:
    return {
        "id": file.id, "field": code, "name": file.name, "size": file.size, "media_type": file.media_type,
        "added_at": file.added_at, "person_name": file.person_name,
    }  # fmt: skip
