"""Checking, confirming and changing passwords."""

from datetime import datetime
from functools import cache
from secrets import token_urlsafe

from django.contrib.auth.hashers import check_password, identify_hasher, is_password_usable, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.sign_in.attempts import (
    claim_attempt,
    confirmation_counts,
    password_counts,
    release_claim,
)
from xuezheng.kernel.people.sign_in.demonstration import refuse_demonstration
from xuezheng.kernel.people.sign_in.devices import device_of
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.people.sign_in.sessions import end_sessions
from xuezheng.kernel.refusals import Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound


class NameOrPasswordWrong(Refusal):
    """Says the same whether the name exists, the account is closed, or the password is wrong."""

    code = "name-or-password-wrong"

    def __init__(self) -> None:
        super().__init__(_("Sign-in name and password do not match. Check both, also the keyboard's language."))


class PresentPasswordWrong(Refusal):
    code = "present-password-wrong"

    def __init__(self, *, field: str) -> None:
        super().__init__(_("This is not your present password."), field=field)


def account_with_password(*, username: str, password: str, origin: str, cookie: str, at: datetime) -> Account:
    """The account the password opens, or a refusal. Every name takes the same steps: two counts, one check, one answer."""
    with bound(system_post("sign-in")):
        account = Account.objects.filter(username=username.strip().lower()).select_related("person").first()
    device = device_of(cookie, account_id=account.id if account else None)
    counts = password_counts(username=username, origin=origin, device=device, at=at)
    claim = claim_attempt(counts=counts, account=account, at=at)
    right = _matches(password, account.password if account else _nobodys_password())
    if not right or account is None or not account.is_active:
        raise NameOrPasswordWrong
    release_claim(claim)
    refuse_demonstration(account)
    return account


def _matches(password: str, encoded: str) -> bool:
    """Initial passwords are hashed with small figures; the full cost is paid beside them, or it would tell them apart."""
    right = check_password(password, encoded)
    if is_password_usable(encoded) and identify_hasher(encoded).must_update(encoded):
        check_password(password, _nobodys_password())
    return right


@cache
def _nobodys_password() -> str:
    """What unknown names are checked against, so that they cost what known ones cost."""
    return make_password(token_urlsafe())


def confirm_password(*, account: Account, password: str, session: str, at: datetime, field: str = "password") -> None:
    """The present password asked again within a session; failures slow this session only."""
    claim = claim_attempt(counts=confirmation_counts(account=account, session=session), account=account, at=at)
    if not check_password(password, account.password):
        raise PresentPasswordWrong(field=field)
    release_claim(claim)


def change_password(
    *, post: ActingPost, account: Account, present: str, new: str, session: str, at: datetime
) -> Account:
    """Set a new password by its owner. All other sessions of the account end."""
    confirm_password(account=account, password=present, session=session, at=at, field="present")
    refuse_weak_password(account=account, password=new, field="new")
    if check_password(new, account.password):
        raise Refusal(_("The new password is the present one. Choose another."), field="new")
    with bound_to_own(post, account) as reaching:
        locked = Account.objects.select_for_update(of=("self",)).select_related("person").get(id=account.id)
        locked.set_password(new)
        was_initial, locked.must_change_password = locked.must_change_password, False
        locked.save(update_fields=["password", "must_change_password"])
        note(post=reaching, account=locked, act="change_password", at=at, before={"initial": was_initial})
        end_sessions(post=reaching, account=locked, but=session, at=at)
    return locked


def refuse_weak_password(*, account: Account, password: str, field: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refusals([Refusal(message, field=field) for message in error.messages]) from error
