"""Whose to-dos and messages they are, and who may see subscriptions and digests: nobody but their own post.

The database shows a post all rows of its subtree. To have something to do is narrower: it is addressed to the post's own unit,
or to the administration the post's office acts for, and where it names a permission the post holds it.
"""

from django.db.models import Q, QuerySet

from xuezheng.engines.inbox.models import Digest, Message, Subscription, Todo
from xuezheng.engines.inbox.places import own_paths, post_key
from xuezheng.kernel.scope.acting import ActingPost


def _is_for(post: ActingPost, row: Todo | Message) -> bool:
    return row.unit_path in own_paths(post) and (not row.permission or post.may(row.permission))


def _for(post: ActingPost) -> Q:
    return Q(unit_path__in=own_paths(post), permission__in=["", *sorted(post.permissions)])


def can_view_todo(post: ActingPost, todo: Todo) -> bool:
    return _is_for(post, todo)


def todos_visible_to(post: ActingPost) -> QuerySet[Todo]:
    return Todo.objects.filter(_for(post))


def can_view_message(post: ActingPost, message: Message) -> bool:
    return _is_for(post, message)


def messages_visible_to(post: ActingPost) -> QuerySet[Message]:
    return Message.objects.filter(_for(post))


def can_view_subscription(post: ActingPost, subscription: Subscription) -> bool:
    return subscription.post_id == post.post_id


def subscriptions_visible_to(post: ActingPost) -> QuerySet[Subscription]:
    return Subscription.objects.filter(post_id=post_key(post))


def can_view_digest(post: ActingPost, digest: Digest) -> bool:
    return digest.in_inbox and digest.post_id == post.post_id


def digests_visible_to(post: ActingPost) -> QuerySet[Digest]:
    return Digest.objects.filter(post_id=post_key(post), in_inbox=True)
