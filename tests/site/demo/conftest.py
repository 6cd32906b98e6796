"""The demonstration province in a real database, for the tests of what it holds."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.site.demo import load

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SEEING_ALL = system_post("test", permissions=frozenset({"plans.read", "units.read"}))


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for the module, and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load("small", at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(province: None) -> Iterator[None]:
    with bound(SEEING_ALL):
        yield
