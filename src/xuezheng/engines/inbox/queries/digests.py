"""What a digest says: composed from what the post itself would see, in its person's language."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from xuezheng.engines.inbox.models import Digest, Message, Subscription, Todo
from xuezheng.engines.inbox.places import post_key
from xuezheng.engines.inbox.policies import digests_visible_to
from xuezheng.engines.inbox.queries.messages import unread_messages_of
from xuezheng.engines.inbox.queries.todos import SOON, todos_due_by
from xuezheng.engines.inbox.refusals import DigestIsAbsent
from xuezheng.kernel.clock import today
from xuezheng.kernel.pages.todos import urgency
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost

MOST_LINES = 50
"""A mail is read in the morning; the rest stands in the inbox."""
FURTHEST_BACK = timedelta(days=31)


def content_for(post: ActingPost, subscription: Subscription, *, at: datetime) -> dict[str, Any]:
    """Empty where there is nothing to say. In the present language, and for who is bound."""
    todos, more_todos = _lines(_chosen(todos_due_by(post, today(at) + SOON), subscription))
    since = last_told(post, subscription, at=at)
    news = unread_messages_of(post, since=since).order_by("-sent_at", "id")
    messages, more_messages = _lines(_chosen(news, subscription))
    if not todos and not messages:
        return {}
    return {
        "todos": [_todo_line(todo, at=at) for todo in todos],
        "more_todos": more_todos,
        "messages": [_message_line(message) for message in messages],
        "more_messages": more_messages,
    }


def last_told(post: ActingPost, subscription: Subscription, *, at: datetime) -> datetime:
    """Messages up to then are known. A digest whose mail never went out told nothing."""
    digests = Digest.objects.filter(post_id=post_key(post))
    told = digests.exclude(mailed_at=None) if subscription.by_email else digests
    last = told.order_by("-day").values_list("made_at", flat=True).first()
    return max(last or subscription.changed_at, at - FURTHEST_BACK)


def recent_digests(post: ActingPost, *, limit: int = 10) -> list[Digest]:
    return list(digests_visible_to(post).order_by("-day")[:limit])


def get_digest(post: ActingPost, digest_id: UUID) -> Digest:
    return first_or_refused(digests_visible_to(post).filter(id=digest_id), DigestIsAbsent)


def _chosen(rows: "QuerySet[Any]", subscription: Subscription) -> "QuerySet[Any]":
    return rows.filter(topic__in=subscription.topics) if subscription.topics else rows


def _lines(rows: "QuerySet[Any]") -> tuple[Sequence[Any], int]:
    """The first of them, and how many more there are."""
    shown: list[Model] = list(rows[: MOST_LINES + 1])
    more = rows.count() - MOST_LINES if len(shown) > MOST_LINES else 0
    return shown[:MOST_LINES], more


def _todo_line(todo: Todo, *, at: datetime) -> dict[str, str]:
    tone, words = urgency(todo.due_on, today=today(at))
    return {"text": todo.words, "url": todo.url, "tone": tone, "when": words, "waiting_for": todo.waiting_for}


def _message_line(message: Message) -> dict[str, str]:
    return {"text": message.words, "url": message.url, "day": today(message.sent_at).isoformat()}
