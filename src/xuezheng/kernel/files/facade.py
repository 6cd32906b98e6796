"""The files' door for every other package."""

from dataclasses import dataclass, field

from xuezheng.kernel.files.actions.attach_file import attach_file
from xuezheng.kernel.files.actions.relocate_attachments import relocate_attachments, take_attachments_along
from xuezheng.kernel.files.actions.remove_attachment import remove_attachment
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.owners import Owner, find_owner, register
from xuezheng.kernel.files.queries import attachments_of, content_of, get_attachment
from xuezheng.kernel.files.receiving import Received, received
from xuezheng.kernel.files.types import extensions
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class ShownAttachments:
    """For `{% include "files/attachments.html" with files=… %}` in another package's page."""

    object_kind: str
    object_id: str
    may_change: bool
    items: list[Attachment] = field(default_factory=list)


def shown_attachments(post: ActingPost, *, object_kind: str, object_id: str) -> ShownAttachments:
    owner = find_owner(post, object_kind=object_kind, object_id=object_id)
    return ShownAttachments(
        object_kind=object_kind,
        object_id=object_id,
        may_change=owner is not None and owner.may_change,
        items=list(attachments_of(post, object_kind=object_kind, object_id=object_id)),
    )


__all__ = [
    "Owner",
    "Received",
    "ShownAttachments",
    "attach_file",
    "attachments_of",
    "content_of",
    "extensions",
    "get_attachment",
    "received",
    "register",
    "relocate_attachments",
    "remove_attachment",
    "shown_attachments",
    "take_attachments_along",
]
