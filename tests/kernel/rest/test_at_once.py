"""Two at the same moment, over real connections with real commits."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings

from tests.factories import AT, Tree, acting
from tests.kernel.rest import sample
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.clock import now
from xuezheng.kernel.rest.idempotency import KEPT_FOR, forget_expired
from xuezheng.kernel.rest.models import StoredReply
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


@pytest.fixture(autouse=True)
def _sample_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.kernel.rest.sample"):
        yield


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run each in its own thread, all starting together; errors come back as values."""
    answers: list[Any] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number: int, work: Callable[[], Any]) -> None:
        start.wait(timeout=120)
        try:
            answers[number] = work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


def test_one_key_is_done_once_whoever_comes_first() -> None:
    tree = Tree()
    sample.ran.clear()
    place = f"/api/v1/sample/{tree.schools[0].uuid}/aliases"
    with tokens(county=acting(tree.counties[0])):

        def send() -> Any:
            return Caller("county").ask("POST", place, {"name": "甲"}, Idempotency_Key="same")

        answers = at_once(send, send, send)
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sample.ran == ["甲"]
    assert sorted(answer.get("Idempotency-Replayed", "") for answer in answers) == ["", "true", "true"]


def test_kept_answers_are_forgotten_after_their_day() -> None:
    tree = Tree()
    with tokens(county=acting(tree.counties[0])):
        Caller("county").ask(
            "POST", f"/api/v1/sample/{tree.schools[0].uuid}/aliases", {"name": "甲"}, Idempotency_Key="k"
        )
    with bound(system_post("test")):
        assert (forget_expired(at=AT), StoredReply.objects.count()) == (0, 1)
        assert forget_expired(at=now() + KEPT_FOR + timedelta(seconds=1)) == 1
