"""Posts that subscribe, and what the tests ask of the inbox again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from tests.factories import AT, acting
from xuezheng.engines.inbox import topics
from xuezheng.engines.inbox.actions.change_subscription import Wish, change_subscription
from xuezheng.engines.inbox.models import Subscription
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

TITLES = {"plans.report": "Monthly progress", "plans.accepted": "Accepted work"}


@pytest.fixture
def known_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_topics", dict(TITLES))


@contextmanager
def everywhere() -> Iterator[None]:
    with bound(system_post("test")):
        yield


def wish(**values: Any) -> Wish:
    given = {"frequency": "daily", "by_email": True, "by_inbox": True, "email": "reader@school.example", **values}
    return Wish(**given)


def subscribe(post: ActingPost, *, at: datetime = AT, **values: Any) -> Subscription:
    with bound(post):
        return change_subscription(post=post, wish=wish(**values), version=0, at=at)


def subscriber(unit: Unit, *, role: str = "administrator", at: datetime = AT, **values: Any) -> ActingPost:
    post = acting(unit, role=role)
    subscribe(post, at=at, **values)
    return post
