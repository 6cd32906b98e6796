"""Events: written with the change, told after its commit, each receiver once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import AT, Tree, acting
from tests.jobs import run_pending, run_worker_once
from tests.kernel.outbox import sample
from tests.kernel.outbox.sample import BellRung
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.delivery import deliver_event
from xuezheng.kernel.outbox.facade import announce, announce_many
from xuezheng.kernel.outbox.models import Delivery, Event, JobAttempt
from xuezheng.kernel.outbox.plain import NotPlain
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
SYSTEM = system_post("test")
WRITE_DOWN, ECHO = (f"tests.kernel.outbox.sample.{name}" for name in ("write_down", "echo"))


def ring(path: str = "cn.41.") -> Event:
    with bound(SYSTEM):
        return announce(BellRung(unit_path=path, bell="晨钟"), at=AT)


def acts() -> Counter[str]:
    with bound(SYSTEM):
        return Counter(Entry.objects.values_list("act", flat=True))


@pytest.mark.django_db
def test_each_receiver_hears_the_event_once() -> None:
    ring()
    assert run_pending() == ["outbox.deliver_event"] * 3
    assert acts() == Counter({"sample.write_down": 1, "sample.echo": 1, "sample.hear_echo": 1})


@pytest.mark.django_db
def test_delivering_again_changes_nothing() -> None:
    event = ring()
    with bound(SYSTEM):
        assert deliver_event(event_id=event.id, receiver=WRITE_DOWN, at=AT) is True
        assert deliver_event(event_id=event.id, receiver=WRITE_DOWN, at=AT) is False
    assert acts() == Counter({"sample.write_down": 1})


@pytest.mark.django_db
def test_a_receiver_that_no_longer_exists_is_nobody_to_tell() -> None:
    event = ring()
    with bound(SYSTEM):
        assert deliver_event(event_id=event.id, receiver="gone.receiver", at=AT) is False
        assert Delivery.objects.count() == 0


@pytest.mark.django_db
def test_a_rolled_back_change_leaves_neither_event_nor_job() -> None:
    with transaction.atomic():
        ring()
        transaction.set_rollback(True)
    with bound(SYSTEM):
        assert Event.objects.count() == 0
    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.django_db
def test_a_county_post_announces_within_its_scope_and_the_platform_delivers() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as post:
        announce(BellRung(unit_path=post.unit_path, bell="暮鼓"), at=AT)
    run_pending()
    with bound(acting(tree.counties[0])):
        assert set(Entry.objects.values_list("act", "person_name")) == {
            ("sample.write_down", "outbox"),
            ("sample.echo", "outbox"),
            ("sample.hear_echo", "outbox"),
        }
    with bound(acting(tree.counties[1])):
        assert Entry.objects.count() == Event.objects.count() == Delivery.objects.count() == 0


@pytest.mark.django_db
def test_a_payload_that_is_not_plain_is_refused_where_it_is_announced() -> None:
    with bound(SYSTEM), pytest.raises(NotPlain, match=r"sample\.BellRung\.bell is a datetime"):
        announce(BellRung(unit_path="cn.", bell=AT), at=AT)  # type: ignore[arg-type] # the mistake under test
    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.django_db
def test_many_events_are_announced_in_two_statements() -> None:
    with bound(SYSTEM), CaptureQueriesContext(connection) as few:
        announce_many([BellRung(unit_path="cn.41.", bell="一")], at=AT)
    with bound(SYSTEM), CaptureQueriesContext(connection) as many:
        announce_many([BellRung(unit_path="cn.41.", bell=str(n)) for n in range(50)], at=AT)
    assert len(few) == len(many)
    assert ProcrastinateJob.objects.count() == 102


def test_the_worker_delivers_what_was_committed(committed_db: None) -> None:
    ring()
    run_worker_once()
    assert acts() == Counter({"sample.write_down": 1, "sample.echo": 1, "sample.hear_echo": 1})
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}


def test_one_broken_receiver_neither_blocks_the_others_nor_leaves_half_an_effect(committed_db: None) -> None:
    sample.broken.add("echo")
    ring()
    run_worker_once()
    assert acts() == Counter({"sample.write_down": 1})
    waiting = ProcrastinateJob.objects.get(status="todo")
    assert (waiting.attempts, waiting.args["args"]["receiver"]) == (1, ECHO)
    with bound(SYSTEM):
        attempt = JobAttempt.objects.get()
        assert attempt.error == "RuntimeError: the echo of '…' … broke"
        assert attempt.trace.splitlines()[-1].endswith(" echo")
    sample.broken.clear()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = %s", [waiting.id])
    run_worker_once()
    assert acts() == Counter({"sample.write_down": 1, "sample.echo": 1, "sample.hear_echo": 1})


def test_two_workers_with_the_same_delivery_have_one_effect(committed_db: None) -> None:
    event = ring()
    told: list[bool] = []

    def deliver() -> None:
        try:
            with bound(SYSTEM):
                told.append(deliver_event(event_id=event.id, receiver=WRITE_DOWN, at=AT + timedelta(seconds=1)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=deliver) for _twice in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False, False, False, True]
    assert acts() == Counter({"sample.write_down": 1})
