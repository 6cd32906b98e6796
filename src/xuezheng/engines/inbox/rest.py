"""The inbox for programs: to-dos, messages, and what is sent by digest."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Query
from pydantic import Field

from xuezheng.engines.inbox.actions.change_subscription import Wish, change_subscription
from xuezheng.engines.inbox.actions.mark_read import mark_all_read, mark_message_read
from xuezheng.engines.inbox.models import Message, Subscription, Todo
from xuezheng.engines.inbox.queries.messages import messages_of
from xuezheng.engines.inbox.queries.subscriptions import subscription_of
from xuezheng.engines.inbox.queries.todos import done_todos_of, open_todos_of
from xuezheng.engines.inbox.refusals import AddressNotByToken
from xuezheng.engines.inbox.topics import known_topics
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import ApiRequest

router = Router(tag="inbox")
Topic = Annotated[str, Query(max_length=60)]
Frequency = Literal["none", "daily", "weekly"]


class TodoOut(Output):
    """`text` is in the language of the request (Accept-Language)."""

    id: UUID
    topic: str
    subject_kind: str
    subject_id: str
    unit_path: str
    text: str
    url: str
    due_on: date | None
    waiting_for: str
    opened_at: datetime
    closed_at: datetime | None

    @staticmethod
    def resolve_text(todo: Todo) -> str:
        return todo.words


class MessageOut(Output):
    id: UUID
    topic: str
    unit_path: str
    text: str
    url: str
    sent_at: datetime
    unread: bool

    @staticmethod
    def resolve_text(message: Message) -> str:
        return message.words


class SubscriptionOut(Output):
    """`topics` empty means all of them."""

    frequency: Frequency
    topics: list[str]
    by_email: bool
    by_inbox: bool
    email: str
    version: int


class SubscriptionIn(Input):
    """The whole of it: what is left out is not kept."""

    frequency: Frequency
    topics: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=200)
    by_email: bool
    by_inbox: bool
    email: str = Field(default="", max_length=254)


class TopicOut(Output):
    code: str
    title: str


class TopicsOut(Output):
    items: list[TopicOut]


class ReadOut(Output):
    marked: int


@router.lists("/todos", item=TodoOut, order="by_day")
def todos(request: ApiRequest, *, state: Literal["open", "done"] = "open", topic: Topic = "") -> QuerySet[Todo]:
    """What the post has to do, the most urgent first; or what is done."""
    rows = open_todos_of(request.post) if state == "open" else done_todos_of(request.post)
    return rows.filter(topic=topic) if topic else rows


@router.lists("/messages", item=MessageOut, order="-sent_at")
def messages(request: ApiRequest, *, unread: bool | None = None, topic: Topic = "") -> QuerySet[Message]:
    """What the post is told, the newest first."""
    rows = messages_of(request.post)
    rows = rows if unread is None else rows.filter(Q(unread=unread))
    return rows.filter(topic=topic) if topic else rows


@router.acts("/messages/{message_id}/read", takes="")
def mark_one_message_read(request: ApiRequest, *, message_id: UUID) -> None:
    """Mark a message as read by the caller's person."""
    mark_message_read(post=request.post, message_id=message_id, at=request.at)


@router.acts("/messages/read", takes="", returns=ReadOut)
def mark_all_messages_read(request: ApiRequest) -> dict[str, int]:
    """Mark all messages as read by the caller's person."""
    return {"marked": mark_all_read(post=request.post, at=request.at)}


@router.reads("/topics", returns=TopicsOut)
def topics(request: ApiRequest) -> dict[str, Any]:  # noqa: ARG001 - every endpoint takes the request
    """What to-dos and messages can be about."""
    return {"items": [{"code": code, "title": title} for code, title in known_topics()]}


@router.reads("/subscription", returns=SubscriptionOut)
def subscription(request: ApiRequest) -> Subscription:
    """What the post is sent; version 0 where it never chose."""
    return subscription_of(request.post)


@router.changes("/subscription", returns=SubscriptionOut)
def change_own_subscription(request: ApiRequest, body: SubscriptionIn) -> Subscription:
    """Choose what the post is sent. Where e-mails go is chosen in a browser: a digest may say more than a token may read."""
    if request.headers.get("Authorization") and body.email.strip() != subscription_of(request.post).email:
        raise AddressNotByToken
    wish = Wish(**body.model_dump())
    return change_subscription(post=request.post, wish=wish, version=request.version, at=request.at)
