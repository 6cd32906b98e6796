"""Clearing what nobody asks for any more."""

from datetime import datetime, timedelta

from xuezheng.engines.inbox.models import Digest, Message, Subscription, Todo

KEPT = timedelta(days=731)
"""Two years: what happened stands in the packages that told of it and in the journal."""


def clear_old(*, at: datetime) -> int:
    """To-dos long done, old messages with who read them, old digests, and subscriptions of posts that ended, with their
    addresses. Returns how many rows; open to-dos stay."""
    before = at - KEPT
    rows = (
        Todo.objects.filter(closed_at__lt=before),
        Message.objects.filter(sent_at__lt=before),
        Digest.objects.filter(made_at__lt=before),
        Subscription.objects.filter(post__valid_to__lt=at),
    )
    return sum(found.delete()[0] for found in rows)
