"""The journal's line about an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.scope.acting import ActingPost


def note(
    *,
    post: ActingPost,
    account: Account,
    act: str,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    journal.record(
        post=post,
        at=at,
        act=f"people.{act}",
        object_kind="account",
        object_id=account.id,
        object_name=account.person.name,
        unit_path=account.unit_path,
        before=before,
        after=after,
    )
