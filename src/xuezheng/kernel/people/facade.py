"""The people's door for every other package."""

from xuezheng.kernel.people.acting import acting_value, posts_in_force
from xuezheng.kernel.people.numbers import next_numbers
from xuezheng.kernel.people.roles import register_permissions
from xuezheng.kernel.people.rows import account_row, person_row, post_row
from xuezheng.kernel.people.sign_in.hints import SignInHint
from xuezheng.kernel.people.sign_in.hints import register as register_sign_in_hints
from xuezheng.kernel.people.sign_in.tokens import acting_post_of_token

__all__ = [
    "SignInHint",
    "account_row",
    "acting_post_of_token",
    "acting_value",
    "next_numbers",
    "person_row",
    "post_row",
    "posts_in_force",
    "register_permissions",
    "register_sign_in_hints",
]
