"""Choosing what to be sent: kept, journalled without the address, refused with sentences."""

from typing import Any

import pytest

from tests.engines.inbox.scene import everywhere, subscribe, wish
from tests.factories import AT, Tree, acting
from xuezheng.engines.inbox.actions.change_subscription import change_subscription
from xuezheng.engines.inbox.models import Subscription
from xuezheng.engines.inbox.places import person_key
from xuezheng.engines.inbox.queries.subscriptions import subscription_of
from xuezheng.engines.inbox.refusals import OnlyPostsSubscribe, SubscriptionHasChanged
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.refusals import Refusals
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("known_topics")]


def journalled() -> list[tuple[Any, Any]]:
    with everywhere():
        entries = Entry.objects.filter(act="inbox.change_subscription").order_by("id")
        return list(entries.values_list("before", "after"))


def test_a_subscription_is_kept_and_journalled_with_its_address_veiled() -> None:
    post = acting(Tree().schools[0], role="teacher")
    kept = subscribe(post, topics=["plans.report", "plans.report"], email=" reader@school.example ")
    assert (kept.unit_path, kept.topics, kept.email, kept.version) == (
        post.unit_path,
        ["plans.report"],
        "reader@school.example",
        1,
    )
    with bound(post):
        again = change_subscription(post=post, wish=wish(topics=["plans.report"]), version=1, at=AT)
        assert again.version == 1
        change_subscription(post=post, wish=wish(frequency="none", by_email=False), version=1, at=AT)
        assert subscription_of(post).version == 2
    first = {"frequency": "daily", "topics": ["plans.report"], "by_email": True, "by_inbox": True, "email": "re…le"}
    then = {"frequency": "none", "topics": [], "by_email": False, "by_inbox": True, "email": "re…le"}
    assert journalled() == [(None, first), (first, then)]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"frequency": "hourly"}, ["frequency"]),
        ({"topics": ["gossip"]}, ["topics"]),
        ({"email": ""}, ["email"]),
        ({"email": "somewhere"}, ["email"]),
        ({"by_email": False, "by_inbox": False}, ["by_email"]),
        ({"frequency": "hourly", "topics": ["gossip"], "email": "x@"}, ["topics", "frequency", "email"]),
    ],
)
def test_what_cannot_be_kept_is_refused_at_once(values: dict[str, Any], fields: list[str]) -> None:
    post = acting(Tree().schools[0])
    with pytest.raises(Refusals) as refused:
        subscribe(post, **values)
    assert [refusal.field for refusal in refused.value.refusals] == fields
    with everywhere():
        assert not Subscription.objects.exists()
    assert journalled() == []


def test_a_second_window_is_told() -> None:
    post = acting(Tree().schools[0])
    subscribe(post)
    with bound(post), pytest.raises(SubscriptionHasChanged):
        change_subscription(post=post, wish=wish(frequency="weekly"), version=0, at=AT)


def test_the_platform_does_not_subscribe() -> None:
    post = system_post("test")
    with bound(post), pytest.raises(OnlyPostsSubscribe):
        change_subscription(post=post, wish=wish(), version=0, at=AT)


def test_the_records_address_is_proposed_until_another_is_chosen() -> None:
    post = acting(Tree().schools[0])
    with everywhere():
        Person.objects.filter(id=person_key(post)).update(email="record@school.example")
    with bound(post):
        proposed = subscription_of(post)
        assert (proposed.version, proposed.frequency, proposed.email) == (0, "none", "record@school.example")
    subscribe(post)
    with bound(post):
        assert subscription_of(post).email == "reader@school.example"
