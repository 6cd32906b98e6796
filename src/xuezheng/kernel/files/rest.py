"""Files for programs: sent as they are (one body, one file), downloaded through the same policies as on the pages."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from pydantic import Field

from xuezheng.kernel.files.actions.attach_file import attach_file
from xuezheng.kernel.files.actions.remove_attachment import remove_attachment
from xuezheng.kernel.files.downloads import download
from xuezheng.kernel.files.folders import KIND
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.policies import attachments_visible_to
from xuezheng.kernel.files.queries import get_attachment
from xuezheng.kernel.files.quotas import quota_of
from xuezheng.kernel.files.receiving import received
from xuezheng.kernel.files.types import largest_of_all
from xuezheng.kernel.rest.endpoints import BINARY, Router
from xuezheng.kernel.rest.schemas import Output
from xuezheng.kernel.rest.serving import BYTES, ApiRequest, pieces_of

router = Router(tag="files")
Kind = Annotated[str, Field(max_length=80, description="What it belongs to; empty for the unit's own folder.")]
ObjectId = Annotated[str, Field(max_length=200)]


class AttachmentOut(Output):
    id: UUID
    name: str
    size: int
    media_type: str
    object_kind: str
    object_id: str
    object_name: str
    added_at: datetime
    person_name: str


class QuotaOut(Output):
    used: int
    most: int


@router.lists("/attachments", item=AttachmentOut, permission="files.read", order="-added_at")
def list_attachments(request: ApiRequest, object_kind: Kind = "", object_id: ObjectId = "") -> QuerySet[Attachment]:
    """Attachments the post may see, newest first."""
    rows = attachments_visible_to(request.post)
    if object_kind:
        rows = rows.filter(object_kind=object_kind)
    return rows.filter(object_id=object_id) if object_id else rows


@router.creates(
    "/attachments",
    returns=AttachmentOut,
    permission="files.add",
    takes=BYTES,
    limit=largest_of_all(),
    location=lambda attachment: f"/api/v1/files/attachments/{attachment.id}",
)
def create_attachment(
    request: ApiRequest,
    name: Annotated[str, Field(min_length=1, max_length=200, description="With its ending.")],
    object_kind: Kind = "",
    object_id: ObjectId = "",
) -> Attachment:
    """Attach a file: the body is its content."""
    kind, key = (object_kind, object_id) if object_kind else (KIND, request.post.unit_path)
    with received(pieces_of(request), name=name) as file:
        return attach_file(post=request.post, object_kind=kind, object_id=key, file=file, at=request.at)


@router.reads("/attachments/{attachment_id}", returns=AttachmentOut, permission="files.read")
def read_attachment(request: ApiRequest, attachment_id: UUID) -> Attachment:
    """What is known of one attachment."""
    return get_attachment(request.post, attachment_id)


@router.reads("/attachments/{attachment_id}/content", returns=BINARY, permission="files.read")
def download_attachment(request: ApiRequest, attachment_id: UUID) -> HttpResponseBase:
    """The content itself."""
    return download(get_attachment(request.post, attachment_id), media_type=BYTES)


@router.removes("/attachments/{attachment_id}", permission="files.add")
def delete_attachment(request: ApiRequest, attachment_id: UUID) -> None:
    """Remove an attachment."""
    remove_attachment(post=request.post, attachment_id=attachment_id, at=request.at)


@router.reads("/quota", returns=QuotaOut, permission="files.read")
def read_quota(request: ApiRequest) -> Any:
    """How much the own unit keeps and may keep, in bytes."""
    return quota_of(request.post.unit_path)
