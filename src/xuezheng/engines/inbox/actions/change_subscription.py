"""Choosing what to be sent, how often and where to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from xuezheng.engines.inbox.models import Subscription
from xuezheng.engines.inbox.places import post_key
from xuezheng.engines.inbox.policies import subscriptions_visible_to
from xuezheng.engines.inbox.refusals import (
    AddressIsNeeded,
    AddressIsNone,
    FrequencyIsUnknown,
    OnlyPostsSubscribe,
    SubscriptionHasChanged,
    TopicIsUnknown,
    WayIsNeeded,
)
from xuezheng.engines.inbox.topics import is_topic
from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.particulars import veiled
from xuezheng.kernel.refusals import Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the holder of a post wants to be sent. No topic means all."""

    frequency: str
    topics: Sequence[str] = ()
    by_email: bool
    by_inbox: bool
    email: str = ""

    def told(self) -> dict[str, object]:
        """As the journal keeps it: more people read it than may see the address."""
        return {**asdict(self), "topics": list(self.topics), "email": veiled(self.email)}


@transaction.atomic
def change_subscription(*, post: ActingPost, wish: Wish, version: int, at: datetime) -> Subscription:
    """`version` 0 where there was none. Nothing is written where nothing is different."""
    if post.post_id is None:
        raise OnlyPostsSubscribe
    checked = checked_wish(wish)
    Post.objects.select_for_update(of=("self",)).filter(id=post.post_id).first()
    present = subscriptions_visible_to(post).first()
    if (present.version if present else 0) != version:
        raise SubscriptionHasChanged
    before = _wish_of(present) if present else None
    if present is not None and before == checked:
        return present
    kept = _kept(present, checked, post=post, at=at)
    journal.record(
        post=post,
        at=at,
        act="inbox.change_subscription",
        object_kind="inbox.subscription",
        object_id=kept.id,
        object_name=post.person_name,
        unit_path=kept.unit_path,
        before=before.told() if before else None,
        after=checked.told(),
    )
    return kept


def checked_wish(wish: Wish) -> Wish:
    """As it will be stored; refused all at once, so that a form shows every error."""
    topics = sorted(set(wish.topics))
    checked = Wish(
        frequency=wish.frequency,
        topics=topics,
        by_email=wish.by_email,
        by_inbox=wish.by_inbox,
        email=wish.email.strip(),
    )
    if refusals := _refusals(checked):
        raise Refusals(refusals)
    return checked


def _refusals(wish: Wish) -> list[Refusal]:
    found: list[Refusal] = [TopicIsUnknown(topic) for topic in wish.topics if not is_topic(topic)]
    if wish.frequency not in Subscription.Frequency.values:
        found.append(FrequencyIsUnknown(wish.frequency))
    if wish.frequency != Subscription.Frequency.NONE and not (wish.by_email or wish.by_inbox):
        found.append(WayIsNeeded())
    if wish.by_email and not wish.email:
        found.append(AddressIsNeeded())
    if wish.email and not _is_address(wish.email):
        found.append(AddressIsNone(wish.email))
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _wish_of(subscription: Subscription) -> Wish:
    return Wish(
        frequency=subscription.frequency,
        topics=subscription.topics,
        by_email=subscription.by_email,
        by_inbox=subscription.by_inbox,
        email=subscription.email,
    )


def _kept(present: Subscription | None, wish: Wish, *, post: ActingPost, at: datetime) -> Subscription:
    kept = present or Subscription(unit_path=post.unit_path, post_id=post_key(post), version=0)
    for name, value in asdict(wish).items():
        setattr(kept, name, value)
    kept.changed_at = at
    kept.version += 1
    kept.save(force_insert=present is None)
    return kept
