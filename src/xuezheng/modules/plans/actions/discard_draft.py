"""Throwing a draft away. The document stays: sent again, it becomes a draft again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import draft_to_change, note


@transaction.atomic
def discard_draft(*, post: ActingPost, plan_id: UUID, version: int, at: datetime) -> None:
    plan = draft_to_change(post, plan_id, version=version)
    note("discard_draft", post=post, plan=plan, at=at, before={"title": plan.title, "year": plan.year})
    plan.delete()
