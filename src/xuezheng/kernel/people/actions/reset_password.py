"""A new initial password for somebody who has lost theirs. The owner's own change of password is part of signing in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.actions.governing import person_with_account
from xuezheng.kernel.people.actions.open_account import InitialPassword
from xuezheng.kernel.people.events import PasswordReset
from xuezheng.kernel.people.initial_passwords import encoded, new_initial_password
from xuezheng.kernel.people.refusals import AccountStateDiffers
from xuezheng.kernel.people.sign_in.sessions import end_sessions
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def reset_password(*, post: ActingPost, person_id: UUID, at: datetime) -> InitialPassword:
    """The old password stops working at once and every session ends. A second factor, where there is one, stays."""
    person, account = person_with_account(post=post, person_id=person_id, at=at)
    if account is None or not account.is_active:
        raise AccountStateDiffers(_("%(person)s has no open account. Open one first.") % {"person": person.name})
    password = new_initial_password()
    account.password, account.must_change_password = encoded(password), True
    account.save(update_fields=["password", "must_change_password"])
    end_sessions(post=post, account=account, at=at)
    note(post=post, account=account, act="reset_password", at=at)
    outbox.announce(
        PasswordReset(unit_path=account.unit_path, person_id=str(person.id), account_id=str(account.id)), at=at
    )
    return InitialPassword(account=account, password=password)
