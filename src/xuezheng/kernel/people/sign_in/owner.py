"""The owner of an account at work on what they sign in with: bound to the whole tree, without permissions, named in the journal.

The account's rows lie at the person's home unit, which the present post need not see.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost


def person_acting(account: Account, *, origin: str = "", request_id: str = "") -> ActingPost:
    """A person without a post (still signing in, or holding none) as the value that acts."""
    return ActingPost(
        post_id=None,
        person_id=account.person_id,
        person_name=account.person.name,
        unit_id=None,
        unit_name="",
        unit_path=account.unit_path,
        scope_path=account.unit_path,
        role="person",
        origin=origin,
        request_id=request_id,
    )


@contextmanager
def bound_to_own(post: ActingPost, account: Account) -> Iterator[ActingPost]:
    """What a person signs in with is theirs alone: nobody else gets in here, whatever their role."""
    if post.person_id != account.person_id:
        raise NotAllowed(_("What somebody signs in with can only be changed by that person."))
    with beyond_own_scope(post) as reaching:
        yield reaching
