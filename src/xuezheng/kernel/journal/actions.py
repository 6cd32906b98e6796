"""Writing to the journal: one call, made by an action inside its own transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost


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
    return Entry.objects.create(
        at=at,
        person_id=post.person_id,
        person_name=post.person_name,
        post_id=post.post_id,
        post_title=f"{post.unit_name} · {post.role}" if post.post_id else "",
        act=act,
        object_kind=object_kind,
        object_id=str(object_id),
        object_name=object_name[:300],
        unit_path=unit_path,
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
        origin=post.origin,
        request_id=post.request_id,
    )
