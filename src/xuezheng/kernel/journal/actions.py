"""Writing to the journal: calls made by an action inside its own transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_by_copy


@dataclass(frozen=True, kw_only=True)
class Record:
    """One act of a bulk change; who, when and from where are the same for all of it."""

    act: str
    object_kind: str
    object_id: object
    object_name: str
    unit_path: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def record(
    *,
    post: ActingPost,
    at: datetime,
    act: str,
    object_kind: str,
    object_id: object,
    object_name: str,
    unit_path: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Record an act. `before` and `after` hold the changed values only, never secrets."""
    noted = Record(
        act=act,
        object_kind=object_kind,
        object_id=object_id,
        object_name=object_name,
        unit_path=unit_path,
        before=before,
        after=after,
    )
    entry = _entry(noted, post=post, at=at)
    entry.save(force_insert=True)
    return entry


def record_many(records: Iterable[Record], *, post: ActingPost, at: datetime) -> int:
    """For imports and other bulk changes: the same entries in few statements. Returns how many."""
    entries = [_entry(noted, post=post, at=at) for noted in records]
    return insert_by_copy(entries)


def _entry(noted: Record, *, post: ActingPost, at: datetime) -> Entry:
    return Entry(
        at=at,
        person_id=post.person_id,
        person_name=post.person_name,
        post_id=post.post_id,
        post_title=f"{post.unit_name} · {post.role}" if post.post_id else "",
        act=noted.act,
        object_kind=noted.object_kind,
        object_id=str(noted.object_id),
        object_name=noted.object_name[:300],
        unit_path=noted.unit_path,
        before=dict(noted.before) if noted.before is not None else None,
        after=dict(noted.after) if noted.after is not None else None,
        origin=post.origin,
        request_id=post.request_id,
    )
