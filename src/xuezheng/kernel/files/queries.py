"""Reading attachments and their contents."""

from collections.abc import Sequence
from uuid import UUID

from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.owners import find_owner
from xuezheng.kernel.files.policies import can_view_attachment
from xuezheng.kernel.files.refusals import AttachmentIsAbsent, ContentIsMissing
from xuezheng.kernel.files.stores.chosen import store
from xuezheng.kernel.files.stores.contract import Readable
from xuezheng.kernel.scope.acting import ActingPost


def attachments_of(post: ActingPost, *, object_kind: str, object_id: str) -> Sequence[Attachment]:
    """Those of one object, newest first; none where the post may not see it."""
    if find_owner(post, object_kind=object_kind, object_id=object_id) is None:
        return []
    rows = Attachment.objects.filter(object_kind=object_kind, object_id=object_id).select_related("content")
    return list(rows.order_by("-added_at", "id"))


def get_attachment(post: ActingPost, attachment_id: UUID) -> Attachment:
    found = Attachment.objects.filter(id=attachment_id).select_related("content").first()
    if found is None or not can_view_attachment(post, found):
        raise AttachmentIsAbsent
    return found


def content_of(attachment: Attachment) -> Readable:
    """To be closed by the reader."""
    try:
        return store().open(attachment.content.sha256)
    except FileNotFoundError as error:
        raise ContentIsMissing from error
