"""Ending every session of an account whose way in changes or closes."""

from datetime import datetime

from xuezheng.kernel.people.actions.account_notes import note
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.models import Account, Session
from xuezheng.kernel.scope.acting import ActingPost


def sign_out_everywhere(*, post: ActingPost, account: Account, at: datetime) -> None:
    with beyond_own_scope(post) as reaching:
        ended, _by_table = Session.objects.filter(account=account).delete()
        if ended:
            note(post=reaching, account=account, act="end_sessions", at=at, before={"sessions": ended})
