"""Opening a closed account again, with what its owner signed in with before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.actions.governing import person_with_account
from xuezheng.kernel.people.events import AccountReopened
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.refusals import AccountStateDiffers, PersonHasLeft
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def reopen_account(*, post: ActingPost, person_id: UUID, at: datetime) -> Account:
    person, account = person_with_account(post=post, person_id=person_id, at=at)
    if account is None or account.is_active:
        raise AccountStateDiffers(_("%(person)s has no closed account to open again.") % {"person": person.name})
    if person.left_on is not None:
        raise PersonHasLeft(person)
    account.is_active = True
    account.save(update_fields=["is_active"])
    note(post=post, account=account, act="reopen_account", at=at, before={"open": False}, after={"open": True})
    outbox.announce(
        AccountReopened(unit_path=account.unit_path, person_id=str(person.id), account_id=str(account.id)), at=at
    )
    return account
