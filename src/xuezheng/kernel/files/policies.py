"""Who may see attachments: whoever may see what they are attached to, and only through that."""

from django.db.models import QuerySet

from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.owners import find_owner, register, visible_to
from xuezheng.kernel.scope.acting import ActingPost

__all__ = ["attachments_visible_to", "can_change_attachment", "can_view_attachment", "is_kept_by_package", "register"]


def can_view_attachment(post: ActingPost, attachment: Attachment) -> bool:
    return find_owner(post, object_kind=attachment.object_kind, object_id=attachment.object_id) is not None


def attachments_visible_to(post: ActingPost) -> QuerySet[Attachment]:
    return Attachment.objects.filter(visible_to(post)).select_related("content")


def can_change_attachment(post: ActingPost, attachment: Attachment) -> bool:
    owner = find_owner(post, object_kind=attachment.object_kind, object_id=attachment.object_id)
    return owner is not None and owner.may_change


def is_kept_by_package(post: ActingPost, attachment: Attachment) -> bool:
    owner = find_owner(post, object_kind=attachment.object_kind, object_id=attachment.object_id)
    return owner is not None and owner.by_its_package
