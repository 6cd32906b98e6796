"""Removing an attachment. Its content leaves the unit's quota with the last attachment, and the store with the next sweep."""

from datetime import datetime
from uuid import UUID

from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.policies import can_change_attachment, can_view_attachment, is_kept_by_package
from xuezheng.kernel.files.quotas import lock_contents_of
from xuezheng.kernel.files.refusals import AttachmentIsAbsent, ChangedWhereItBelongs, MayNotAttach
from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.scope.acting import ActingPost


def remove_attachment(*, post: ActingPost, attachment_id: UUID, at: datetime, by_package: bool = False) -> None:
    seen = Attachment.objects.filter(id=attachment_id).first()
    if seen is None or not can_view_attachment(post, seen):
        raise AttachmentIsAbsent
    if not can_change_attachment(post, seen) or not post.covers(seen.unit_path):
        raise MayNotAttach
    if is_kept_by_package(post, seen) and not by_package:
        raise ChangedWhereItBelongs(seen.object_name)
    lock_contents_of(seen.unit_path)
    attachment = Attachment.objects.select_for_update(of=("self",)).select_related("content").filter(id=seen.id).first()
    if attachment is None:
        raise AttachmentIsAbsent
    content = attachment.content
    journal.record(
        post=post,
        at=at,
        act="files.remove_attachment",
        object_kind="files.attachment",
        object_id=attachment.id,
        object_name=attachment.name,
        unit_path=attachment.unit_path,
        before={"name": attachment.name, "sha256": content.sha256, "size": content.size},
    )
    attachment.delete()
    if not Attachment.objects.filter(content=content).exists():
        content.delete()
