"""Closing an account: nobody signs in with it any more, and whoever is signed in is signed out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.actions.governing import person_with_account
from xuezheng.kernel.people.events import AccountClosed
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.refusals import AccountStateDiffers
from xuezheng.kernel.people.sign_in.sessions import end_sessions
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def close_account(*, post: ActingPost, person_id: UUID, at: datetime) -> Account:
    person, account = person_with_account(post=post, person_id=person_id, at=at)
    if account is None or not account.is_active:
        raise AccountStateDiffers(_("%(person)s has no open account to close.") % {"person": person.name})
    shut_account(post=post, account=account, at=at)
    return account


def shut_account(*, post: ActingPost, account: Account, at: datetime) -> None:
    """The closing itself; the caller has checked and locked."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(post=post, account=account, at=at)
    note(post=post, account=account, act="close_account", at=at, before={"open": True}, after={"open": False})
    outbox.announce(
        AccountClosed(unit_path=account.unit_path, person_id=str(account.person_id), account_id=str(account.id)), at=at
    )
