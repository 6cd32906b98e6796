"""Taking away everything an account signs in with beside its password: for a lost phone, or after somebody else had access."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.people.actions.governing import person_with_account
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.refusals import AccountStateDiffers
from xuezheng.kernel.people.sign_in.second_factors import clear_second_factors
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def reset_second_factors(*, post: ActingPost, person_id: UUID, at: datetime) -> Account:
    """Authenticator app, recovery codes, passkeys and API tokens go; every session ends. The password stays."""
    person, account = person_with_account(post=post, person_id=person_id, at=at)
    if account is None:
        raise AccountStateDiffers(_("%(person)s has no account.") % {"person": person.name})
    clear_second_factors(post=post, account=account, at=at)
    return account
