"""Persons, their accounts, the posts they hold, and what they sign in with."""

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.attempt import AttemptCount
from xuezheng.kernel.people.models.passkey import Passkey
from xuezheng.kernel.people.models.person import Person
from xuezheng.kernel.people.models.post import Post
from xuezheng.kernel.people.models.second_factor import Authenticator, RecoveryCode
from xuezheng.kernel.people.models.session import Session
from xuezheng.kernel.people.models.token import ApiToken

__all__ = [
    "Account",
    "ApiToken",
    "AttemptCount",
    "Authenticator",
    "Passkey",
    "Person",
    "Post",
    "RecoveryCode",
    "Session",
]
