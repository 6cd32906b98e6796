"""Throwing a draft away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.changing import draft_to_change, note


@transaction.atomic
def discard_draft(*, post: ActingPost, bulletin_id: UUID, version: int, at: datetime) -> None:
    bulletin = draft_to_change(post, bulletin_id, version=version)
    note("discard_draft", post=post, bulletin=bulletin, at=at)
    bulletin.delete()
