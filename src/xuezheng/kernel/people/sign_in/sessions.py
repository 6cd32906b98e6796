"""Sessions as their owner sees them, and ending them."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.models import Account, Session
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost


def live_sessions(*, at: datetime) -> QuerySet[Session]:
    """Sessions neither left idle too long nor past their longest time."""
    return Session.objects.filter(expires_at__gt=at, seen_at__gt=at - sign_in_rules().sessions.idle)


def sessions_of(*, post: ActingPost, account: Account, at: datetime) -> list[Session]:
    """The account's own sessions, the last seen first."""
    with bound_to_own(post, account):
        return list(live_sessions(at=at).filter(account=account).order_by("-seen_at", "id"))


def end_session(*, post: ActingPost, account: Account, session_id: UUID, at: datetime) -> None:
    """Sign one browser out."""
    with bound_to_own(post, account) as reaching:
        ended = Session.objects.filter(account=account, id=session_id).first()
        if ended is None:
            raise NotFound(_("This session has already ended."))
        ended.delete()
        note(post=reaching, account=account, act="end_session", at=at, before={"device": ended.device})


def end_sessions(*, post: ActingPost, account: Account, at: datetime, but: str = "") -> int:
    """Sign the account out everywhere, but for one session where its id is given. For the owner, and for actions that
    reset a password or end a person's service, which check their own policy first. Returns how many ended."""
    with beyond_own_scope(post) as reaching:
        rows = Session.objects.filter(account=account)
        rows = rows.exclude(id=but) if but else rows
        ended = rows.delete()[0]
        if ended:
            note(post=reaching, account=account, act="end_sessions", at=at, before={"sessions": ended})
    return ended


def forget_sessions(*, at: datetime) -> int:
    """Remove rows of sessions that are over. Returns how many."""
    over = Session.objects.filter(expires_at__lte=at).delete()[0]
    return over + Session.objects.filter(seen_at__lte=at - sign_in_rules().sessions.idle).delete()[0]
