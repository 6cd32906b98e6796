"""Discarding the draft of a round: nobody outside the administration has seen it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import draft_to_change, note


@transaction.atomic
def discard_round(*, post: ActingPost, round_id: UUID, version: int | None, at: datetime) -> None:
    row = draft_to_change(post, round_id, version=version)
    note("discard_round", post=post, row=row, at=at)
    row.delete()
