"""Attaching a file that was received to something of a unit's."""

from datetime import datetime

from xuezheng.kernel.files.models import Attachment, StoredContent
from xuezheng.kernel.files.owners import Owner, find_owner
from xuezheng.kernel.files.quotas import lock_content, lock_contents_of, quota_of
from xuezheng.kernel.files.receiving import Received
from xuezheng.kernel.files.refusals import ChangedWhereItBelongs, MayNotAttach, ObjectIsAbsent, QuotaIsReached
from xuezheng.kernel.files.stores.chosen import store
from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.scope.acting import ActingPost


def attach_file(
    *, post: ActingPost, object_kind: str, object_id: str, file: Received, at: datetime, by_package: bool = False
) -> Attachment:
    """The content is in the store before the row says so. Where the transaction fails afterwards, the sweep takes it away."""
    owner = find_owner(post, object_kind=object_kind, object_id=object_id)
    if owner is None:
        raise ObjectIsAbsent
    if not owner.may_change or not post.covers(owner.unit_path):
        raise MayNotAttach
    if owner.by_its_package and not by_package:
        raise ChangedWhereItBelongs(owner.name)
    content = _kept_content(owner, file, at=at)
    attachment = Attachment.objects.create(
        unit_path=owner.unit_path,
        content=content,
        object_kind=object_kind,
        object_id=object_id,
        object_name=owner.name[:300],
        name=file.name,
        added_at=at,
        person_id=post.person_id,
        person_name=post.person_name,
    )
    journal.record(
        post=post,
        at=at,
        act="files.attach_file",
        object_kind="files.attachment",
        object_id=attachment.id,
        object_name=attachment.name,
        unit_path=attachment.unit_path,
        after={"name": file.name, "sha256": file.sha256, "size": file.size, "object": f"{object_kind}:{object_id}"},
    )
    return attachment


def _kept_content(owner: Owner, file: Received, *, at: datetime) -> StoredContent:
    lock_contents_of(owner.unit_path)
    kept = StoredContent.objects.filter(unit_path=owner.unit_path, sha256=file.sha256).first()
    if kept is None and file.size > (free := quota_of(owner.unit_path).free):
        raise QuotaIsReached(free=free, size=file.size)
    lock_content(file.sha256)
    store().put(file.sha256, file.path)
    return kept or StoredContent.objects.create(
        unit_path=owner.unit_path,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        stored_at=at,
    )
