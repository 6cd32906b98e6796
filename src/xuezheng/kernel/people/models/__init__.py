"""Persons, their accounts, the posts they hold, and what they sign in with."""

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.person import Person
from xuezheng.kernel.people.models.post import Post

__all__ = ["Account", "Person", "Post"]
