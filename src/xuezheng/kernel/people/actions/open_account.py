"""Opening an account for a person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.actions.governing import person_with_account
from xuezheng.kernel.people.events import AccountOpened
from xuezheng.kernel.people.initial_passwords import encoded, new_initial_password
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.particulars import is_username
from xuezheng.kernel.people.refusals import AccountStateDiffers, PersonHasLeft, UsernameNotUsable
from xuezheng.kernel.people.rows import account_row
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class InitialPassword:
    """The only moment the password is known: it is shown to whoever asked for it and kept nowhere."""

    account: Account
    password: str


@transaction.atomic
def open_account(*, post: ActingPost, person_id: UUID, username: str = "", at: datetime) -> InitialPassword:
    """Let a person sign in, by their number where no other name is wanted. The password must be changed at first sign-in."""
    person, account = person_with_account(post=post, person_id=person_id, at=at)
    if account is not None:
        raise AccountStateDiffers(
            _("%(person)s already has an account. Reset its password if it is forgotten.") % {"person": person.name}
        )
    if person.left_on is not None:
        raise PersonHasLeft(person)
    wanted = username.strip().lower() or person.number.lower()
    if not is_username(wanted):
        raise UsernameNotUsable(wanted)
    password = new_initial_password()
    opened = account_row(person=person, username=wanted, encoded_password=encoded(password))
    try:
        with transaction.atomic():
            opened.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameNotUsable(wanted) from error
    note(post=post, account=opened, act="open_account", at=at, after={"username": wanted})
    outbox.announce(
        AccountOpened(unit_path=person.unit_path, person_id=str(person.id), account_id=str(opened.id)), at=at
    )
    return InitialPassword(account=opened, password=password)
