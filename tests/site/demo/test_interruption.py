"""A load that does not come to its end, or comes twice at once. That a committed one stands, all other tests here rest on."""

from datetime import UTC, datetime

import psycopg
import pytest

from tests.conftest import owner_address
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo import load

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.integration


def _left_behind() -> list[int]:
    with bound(system_post("test")):
        return [Unit.objects.count(), Account.objects.count(), Entry.objects.count()]


def test_an_interrupted_load_leaves_nothing_behind(committed_db: None) -> None:
    def interrupt(_what: str, done: int, whole: int) -> None:
        if done == whole > 1_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load("small", at=AT, progress=interrupt)

    assert _left_behind() == [0, 0, 0]


def test_two_loads_at_once_do_not_meet(committed_db: None) -> None:
    from django.db import connection  # the name of the test database is known once it is made

    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(owner_address(name)) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtext('demonstration province'))")
        with pytest.raises(Conflict):
            load("small", at=AT)

    assert _left_behind() == [0, 0, 0]
