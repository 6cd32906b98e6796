"""What tests of signing in share: a school with people, and a quick password hash where hundreds are checked."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, Tree, make_post
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.people.sign_in.passwords import _nobodys_password
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm with the least cost."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{QuickArgon2.__module__}.{QuickArgon2.__qualname__}"]
    _nobodys_password.cache_clear()


@pytest.fixture
def teacher(db: None) -> Post:
    return make_post(Tree().schools[0], role="teacher", username="wang", name="王老师")


def account_of(post: Post) -> Account:
    with bound(system_post("test")):
        return Account.objects.select_related("person").get(person_id=post.person_id)


def set_quick_password(post: Post) -> None:
    account = account_of(post)
    account.set_password(PASSWORD)
    with bound(system_post("test")):
        account.save()
