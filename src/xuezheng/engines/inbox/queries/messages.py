"""What a post is told, and what its person has read of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Value, When

from xuezheng.engines.inbox.models import Message, MessageRead
from xuezheng.engines.inbox.places import person_key
from xuezheng.engines.inbox.policies import messages_visible_to
from xuezheng.engines.inbox.queries.todos import MOST_COUNTED
from xuezheng.engines.inbox.refusals import MessageIsAbsent
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost

AHEAD = timedelta(days=365_250)
"""A thousand years: unread messages are ordered as if they were sent that much later, so that one value orders the list."""


def messages_of(post: ActingPost) -> QuerySet[Message]:
    """With `unread`, and `place`, by which unread ones come first and then the newest."""
    later = ExpressionWrapper(F("sent_at") + Value(AHEAD), output_field=DateTimeField())
    marked = messages_visible_to(post).annotate(unread=~_read_by(post))
    return marked.annotate(place=Case(When(unread=True, then=later), default=F("sent_at")))


def unread_messages_of(post: ActingPost, *, since: datetime | None = None) -> QuerySet[Message]:
    unread = messages_visible_to(post).filter(~_read_by(post))
    return unread.filter(sent_at__gt=since) if since else unread


def count_unread(post: ActingPost) -> int:
    return unread_messages_of(post)[:MOST_COUNTED].count()


def get_message(post: ActingPost, message_id: UUID) -> Message:
    return first_or_refused(messages_of(post).filter(id=message_id), MessageIsAbsent)


def _read_by(post: ActingPost) -> Exists:
    return Exists(MessageRead.objects.filter(message=OuterRef("pk"), person_id=person_key(post)))
