"""Endpoints that load: rows as JSON, and files, which are checked first and loaded when they are right."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from xuezheng.engines.lake import uploads
from xuezheng.engines.lake.actions.hand_in_file import MOST_BYTES, hand_in_file, start_loading
from xuezheng.engines.lake.actions.load_table import load_table
from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.loading.report import LoadReport, WrongCell, template
from xuezheng.engines.lake.loading.sources import RowsSource
from xuezheng.engines.lake.models import Upload
from xuezheng.engines.lake.policies import uploads_visible_to
from xuezheng.engines.lake.refusals import FileIsGone, UploadIsUnknown
from xuezheng.engines.lake.rest import router
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.rest.endpoints import BINARY
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import BYTES, ApiRequest
from xuezheng.kernel.rest.tables import Filename

LOAD = "lake.load"
Cell = str | int | float | bool | None
PeriodIn = Annotated[
    str, Query(max_length=12, description="As the table's periods are written: 2018, 2018Q3, 2018-09.")
]


class WrongCellOut(Output):
    """`row` counts from 1 for JSON rows, and as the spreadsheet counts for files; `value` is what stood there."""

    row: int
    column: str
    value: str
    sentence: str


class LakeRowsIn(Input):
    """All rows of the caller's units in that period: they take the place of those that are there."""

    period: Annotated[str, Field(max_length=12)]
    rows: Annotated[list[dict[str, Cell]], Field(min_length=1, max_length=20_000)]
    source: Annotated[str, Field(min_length=1, max_length=200)]
    dry_run: bool = False


class LakeLoadOut(Output):
    """`snapshot` is null where nothing was written: a dry run, or a row was wrong. `cells` tells the first 200 problems."""

    table: str
    period: str
    read: int
    accepted: int
    refused: int
    snapshot: int | None
    fingerprint: str
    cells: list[WrongCellOut]


class LakeUploadOut(Output):
    """`run_id` is the long work to follow while the state is checking or loading."""

    id: UUID
    table: str
    period: str
    filename: str
    state: Upload.State
    rows: int
    wrong: int
    message: str
    run_id: UUID | None
    snapshot: int | None
    uploaded_at: datetime
    finished_at: datetime | None


@router.acts("/tables/{table}/rows", returns=LakeLoadOut, permission=LOAD)
def load_lake_rows(request: ApiRequest, table: str, given: LakeRowsIn) -> LoadReport:
    """Load rows: all are checked, and with any problem nothing is written. Other units' rows stay."""
    source = RowsSource(rows=given.rows, name=given.source)
    return load_table(
        post=request.post, table=table, period=given.period, source=source, at=request.at, dry_run=given.dry_run
    )


@router.creates(
    "/tables/{table}/uploads",
    returns=LakeUploadOut,
    permission=LOAD,
    takes=BYTES,
    limit=MOST_BYTES,
    repeatable=False,
    location=lambda upload: f"/api/v1/lake/uploads/{upload.id}",
)
def check_lake_file(request: ApiRequest, table: str, period: PeriodIn, name: Filename) -> Upload:
    """Hand in a file and have it checked: a dry run. The body is the file: Excel, CSV or Parquet."""
    return hand_in_file(
        post=request.post,
        table=table,
        period=period,
        data=request.body,
        filename=name.replace("\x00", ""),
        at=request.at,
    )


@router.lists("/uploads", item=LakeUploadOut, permission=LOAD, order="-uploaded_at")
def list_lake_uploads(request: ApiRequest) -> QuerySet[Upload]:
    """Files handed in lately, the newest first. They are kept until they are loaded, or for a week."""
    return uploads_visible_to(request.post)


@router.reads("/uploads/{uuid:upload_id}", returns=LakeUploadOut, permission=LOAD)
def read_lake_upload(request: ApiRequest, upload_id: UUID) -> Upload:
    """One file: what its check found, and how far it is."""
    return _found(request, upload_id)


@router.reads("/uploads/{uuid:upload_id}/problems", returns=list[WrongCellOut], permission=LOAD)
def list_lake_upload_problems(request: ApiRequest, upload_id: UUID) -> list[WrongCell]:
    """What is wrong in the file, at most 200 cells."""
    return list(uploads.cells_of(_found(request, upload_id).id))


@router.reads("/uploads/{uuid:upload_id}/problems/workbook", returns=BINARY, permission=LOAD)
def download_lake_upload_problems(request: ApiRequest, upload_id: UUID) -> HttpResponse:
    """The wrong rows as a workbook, the wrong cells marked and explained."""
    data = uploads.workbook_of(_found(request, upload_id).id)
    if data is None:
        raise FileIsGone
    return HttpResponse(data, content_type=BYTES)


@router.acts("/uploads/{uuid:upload_id}/load", returns=LakeUploadOut, permission=LOAD, takes="")
def load_lake_upload(request: ApiRequest, upload_id: UUID) -> Upload:
    """Load a file that was found right. Large ones are left to a job: the state is then `loading`."""
    return start_loading(post=request.post, upload_id=upload_id, at=request.at)


@router.reads("/tables/{table}/template", returns=BINARY, permission=LOAD)
def read_lake_template(request: ApiRequest, table: str) -> HttpResponse:  # noqa: ARG001 - every endpoint is given its request
    """An empty workbook of the table, to fill in."""
    return HttpResponse(template(get_table(table)), content_type=BYTES)


def _found(request: ApiRequest, upload_id: UUID) -> Upload:
    return first_or_refused(uploads_visible_to(request.post).filter(id=upload_id), UploadIsUnknown)
