"""Two loaders at once, with real commits."""

import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.engines.lake.test_lake import load, rooms_seen, row
from tests.factories import Tree, acting
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
PATIENCE = 120


def wait_for_a_waiter() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("the second loader never waited for the first")


@pytest.mark.usefixtures("committed_db")
def test_two_loaders_of_one_city_lose_nothing_of_each_other(lake: Path) -> None:
    tree = Tree()
    province, first, second = acting(tree.office), acting(tree.counties[0]), acting(tree.counties[1])
    load(province, [row(school, 1) for school in tree.schools])

    def load_second() -> None:
        try:
            load(second, [row(school, 3) for school in tree.schools[2:4]])
        finally:
            connection.close()

    other = threading.Thread(target=load_second)
    with bound(system_post("test")):
        load(first, [row(school, 2) for school in tree.schools[:2]])
        other.start()
        wait_for_a_waiter()
    other.join(PATIENCE)
    rooms = [2, 2, 3, 3, 1, 1, 1, 1]
    assert rooms_seen(province) == {school.code: count for school, count in zip(tree.schools, rooms, strict=True)}
