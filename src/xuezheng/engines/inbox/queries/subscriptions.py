"""What posts want to be sent, and whose turn it is on a day."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuezheng.engines.inbox.models import Digest, Subscription
from xuezheng.engines.inbox.places import person_key, post_key
from xuezheng.engines.inbox.policies import subscriptions_visible_to
from xuezheng.kernel.clock import CHINA
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.scope.acting import ActingPost


def subscription_of(post: ActingPost) -> Subscription:
    """Version 0 stands for none yet; the address is then proposed from the person's record, where the post may see it."""
    found = subscriptions_visible_to(post).first()
    if found is not None:
        return found
    known = Person.objects.filter(id=person_key(post)).values_list("email", flat=True).first()
    return Subscription(unit_path=post.unit_path, post_id=post_key(post), email=known or "", version=0)


def due_subscriptions(day: date) -> QuerySet[Subscription]:
    """Daily ones without a digest of that day; weekly ones without one since Monday. Who subscribed or changed since
    Monday waits for the next, and a Monday on which the worker stood still is made up for."""
    monday = day - timedelta(days=day.weekday())
    week_began = datetime.combine(monday, time(), tzinfo=CHINA)
    daily = Q(frequency=Subscription.Frequency.DAILY) & ~_sent_since(day)
    weekly = Q(frequency=Subscription.Frequency.WEEKLY, changed_at__lt=week_began) & ~_sent_since(monday)
    return Subscription.objects.filter(daily | weekly)


def _sent_since(day: date) -> Exists:
    return Exists(Digest.objects.filter(post_id=OuterRef("post_id"), day__gte=day))
