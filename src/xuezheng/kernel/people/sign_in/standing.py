"""What an account must do before it may do anything else: change an initial password, enrol a required second factor."""

from collections.abc import Sequence
from enum import StrEnum

from xuezheng.kernel.people.models import Account, Authenticator, Post
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound


class Standing(StrEnum):
    """The first thing that is owed; FREE where nothing is."""

    FREE = "free"
    INITIAL = "initial-password"
    SECOND_FACTOR = "second-factor"


def second_factor_required(account: Account, posts: Sequence[Post]) -> bool:
    rule = sign_in_rules().second_factor
    asked = rule.synthetic_accounts or not account.synthetic
    return asked and any(post.role in rule.required for post in posts)


def second_factor_recommended(posts: Sequence[Post]) -> bool:
    return any(post.role in sign_in_rules().second_factor.recommended for post in posts)


def standing_of(account: Account, posts: Sequence[Post], *, means: str) -> Standing:
    """`means` is what the session was opened with: anything but a bare password is two factors."""
    if account.must_change_password:
        return Standing.INITIAL
    if means == "password" and second_factor_required(account, posts) and not _enrolled(account):
        return Standing.SECOND_FACTOR
    return Standing.FREE


def _enrolled(account: Account) -> bool:
    with bound(system_post("sign-in")):
        return Authenticator.objects.filter(account=account).exists()
