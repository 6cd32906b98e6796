"""Endpoints of files of answers: taken, brought back for a dry run, taken back marked, applied."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query

from xuezheng.engines.forms.actions.sheets import judge_sheet, start_applying
from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.models import SheetUpload
from xuezheng.engines.forms.policies import READ, sheet_uploads_visible_to
from xuezheng.engines.forms.rest import router
from xuezheng.engines.forms.rest.sheet_schemas import (
    ApplySheetIn,
    SheetUploadOut,
    SheetVerdictOut,
    verdict_of,
)
from xuezheng.engines.forms.sheets.kept import get_upload, judged_to_read
from xuezheng.engines.forms.sheets.opening import MAX_BYTES
from xuezheng.engines.forms.sheets.returning import returned_book
from xuezheng.engines.forms.sheets.taking import Wanted, take_sheet
from xuezheng.engines.forms.sheets.workbook import workbook_of
from xuezheng.kernel.rest.endpoints import BINARY
from xuezheng.kernel.rest.serving import BYTES, ApiRequest
from xuezheng.kernel.rest.tables import Filename

Code = Annotated[str, Query(max_length=60)]


@router.reads("/collections/{uuid:collection_id}/sheet", returns=BINARY, permission=READ)
def take_form_sheet(
    request: ApiRequest,
    collection_id: UUID,
    *,
    format: Literal["xlsx", "csv"] = "xlsx",  # noqa: A002 - the name of the parameter
    below: Code = "",
    report: Code = "",
    table: Code = "",
) -> HttpResponse:
    """A file of the reports that the post may fill in: all, those below a unit's code, or one. CSV holds one table apart."""
    wanted = Wanted(form=format, below=below, report=report, table=table)
    taken = take_sheet(request.post, collection_id, wanted, at=request.at)
    return HttpResponse(taken.data, content_type=BYTES)


@router.lists("/sheets", item=SheetUploadOut, permission=READ, order="-uploaded_at")
def list_form_sheets(request: ApiRequest) -> QuerySet[SheetUpload]:
    """Files brought by the own scope within the last week, the newest first."""
    return sheet_uploads_visible_to(request.post).defer("content")


@router.creates(
    "/collections/{uuid:collection_id}/sheets",
    returns=SheetUploadOut,
    permission=READ,
    takes=BYTES,
    limit=MAX_BYTES,
    repeatable=True,
    location=lambda upload: f"/api/v1/forms/sheets/{upload.id}",
)
def bring_form_sheet(request: ApiRequest, collection_id: UUID, *, name: Filename, dry_run: bool = True) -> SheetUpload:
    """Bring a filled-in file: the body is the file. With `dry_run=false`, what neither clashes nor is refused is written."""
    upload = judge_sheet(
        post=request.post, collection_id=collection_id, data=request.body, filename=name, at=request.at
    )
    return upload if dry_run else start_applying(post=request.post, upload_id=upload.id, at=request.at)


@router.reads("/sheets/{uuid:upload_id}", returns=SheetUploadOut, permission=READ)
def read_form_sheet(request: ApiRequest, upload_id: UUID) -> SheetUpload:
    """One file: what its dry run counted, and what was written of it."""
    return get_upload(request.post, upload_id)


@router.reads("/sheets/{uuid:upload_id}/verdict", returns=SheetVerdictOut, permission=READ)
def read_form_sheet_verdict(request: ApiRequest, upload_id: UUID) -> dict[str, Any]:
    """What the file would do as things stand now: changes, clashes with their keys, and cells with what is said of them."""
    upload = get_upload(request.post, upload_id)
    collection = collection_to_see(request.post, upload.collection_id)
    return verdict_of(judged_to_read(request.post, upload, collection, at=request.at))


@router.reads("/sheets/{uuid:upload_id}/marked", returns=BINARY, permission=READ)
def download_marked_form_sheet(request: ApiRequest, upload_id: UUID) -> HttpResponse:
    """The same workbook with the errors marked and explained; it can be mended and brought again."""
    upload = get_upload(request.post, upload_id)
    collection = collection_to_see(request.post, upload.collection_id)
    book = returned_book(judged_to_read(request.post, upload, collection, at=request.at), at=request.at)
    return HttpResponse(workbook_of(book), content_type=BYTES)


@router.acts("/sheets/{uuid:upload_id}/apply", returns=SheetUploadOut, permission=READ)
def apply_form_sheet(request: ApiRequest, upload_id: UUID, given: ApplySheetIn) -> SheetUpload:
    """Write the answers. Clashing ones are left unless their keys are given; more than 50 reports are left to a job, `run_id`."""
    return start_applying(post=request.post, upload_id=upload_id, replacing=given.replacing, at=request.at)
