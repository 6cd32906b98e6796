"""Letting files follow what they are attached to when that moves to another place of the tree."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from xuezheng.kernel.files.models import Attachment, StoredContent
from xuezheng.kernel.files.quotas import lock_content, lock_contents_of


def relocate_attachments(*, object_kind: str, places: Mapping[str, str], at: datetime) -> int:
    """`places` tells where each object is now. In a binding that sees both places; done twice it changes nothing.

    The bytes stay where they are: the new place gets a row of its own for a content it has not yet, and the sweep takes away
    the old one. No quota is asked, since nobody chose to move.
    """
    rows = Attachment.objects.filter(object_kind=object_kind, object_id__in=list(places)).select_related("content")
    astray = [row for row in rows.order_by("id") if row.unit_path != places[row.object_id]]
    for row in astray:
        row.unit_path = places[row.object_id]
        row.content = _content_at(row.unit_path, row.content, at=at)
        row.save(update_fields=["unit_path", "content"])
    return len(astray)


def take_attachments_along(*, object_kind: str, owners: "QuerySet[Any]", old_path: str, at: datetime) -> int:
    """After the tree changed: attachments at or below the old path go to where their owners lie today."""
    attached = Attachment.objects.filter(
        object_kind=object_kind, unit_path__gte=old_path, unit_path__lt=old_path + "~"
    ).values_list("object_id", flat=True)
    found = owners.filter(pk__in=list(attached)).values_list("pk", "unit_path")
    return relocate_attachments(object_kind=object_kind, places={str(key): path for key, path in found}, at=at)


def _content_at(path: str, content: StoredContent, *, at: datetime) -> StoredContent:
    lock_contents_of(path)
    lock_content(content.sha256)
    kept, _fresh = StoredContent.objects.get_or_create(
        unit_path=path,
        sha256=content.sha256,
        defaults={"size": content.size, "media_type": content.media_type, "stored_at": at},
    )
    return kept
