"""Many attempts at the same moment, over real connections."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.factories import AT
from xuezheng.kernel.people.sign_in.attempts import TooManyFailures, claim_attempt, password_counts

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


def test_many_at_once_get_no_more_than_the_free_ones() -> None:
    counts = password_counts(username="wang", origin="203.0.113.9", device="", at=AT)
    start, outcomes = Barrier(12), []

    def attempt() -> None:
        start.wait()
        try:
            claim_attempt(counts=counts, account=None, at=AT)
            outcomes.append("claimed")
        except TooManyFailures:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=attempt) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["claimed"] * 5 + ["refused"] * 7
