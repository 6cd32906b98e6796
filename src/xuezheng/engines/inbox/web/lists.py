"""The lists of the inbox: what is to be done, what is done, what was told."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.engines.inbox.models import Message, Todo
from xuezheng.engines.inbox.queries.messages import count_unread, messages_of
from xuezheng.engines.inbox.queries.todos import SOON, done_todos_of, open_todos_of
from xuezheng.engines.inbox.topics import known_topics, title_of_topic
from xuezheng.engines.inbox.web.home import todos_for_home
from xuezheng.kernel import clock
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.pages.todos import toned_todos, urgency
from xuezheng.kernel.scope.acting import ActingPost

DUE: dict[str, str | Promise] = {
    "late": _("overdue"),
    "soon": _("within seven days"),
    "later": _("later"),
    "none": _("without a day"),
}


def tag(text: object, tone: str) -> str:
    return format_html('<span class="tag {}">{}</span>', tone, text)


def _urgency(todo: Todo) -> str:
    tone, words = urgency(todo.due_on, today=clock.today(clock.now()))
    return tag(words, tone)


def _due(rows: QuerySet[Todo], value: str) -> QuerySet[Todo]:
    today = clock.today(clock.now())
    ways = {
        "late": Q(due_on__lt=today),
        "soon": Q(due_on__gte=today, due_on__lte=today + SOON),
        "later": Q(due_on__gte=today + SOON + timedelta(days=1)),
        "none": Q(due_on=None),
    }
    return rows.filter(ways[value])


def _by_topic(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(topic=value)


TEXT = Column[Todo](key="text", title=_("To do"), value=lambda todo: todo.words, link=lambda todo: todo.url)
TOPIC = Column[Todo](key="topic", title=_("Topic"), value=lambda todo: title_of_topic(todo.topic))
WAITING = Column[Todo](key="waiting", title=_("Who waits"), value=lambda todo: todo.waiting_for)
UNIT = Column[Todo](
    key="unit", title=pgettext_lazy("to-do", "Addressed to"), value=lambda todo: todo.unit.name, shown=False
)
TOPICS = Filter[Todo](key="topic", title=_("Topic"), apply=_by_topic, choices=lambda _post: known_topics())


def _waiting(post: ActingPost) -> dict[str, Any]:
    """What the home shows beside the inbox: acceptances, reviews, corrections that others handed in."""
    return {"waiting": toned_todos(post, at=clock.now(), besides=todos_for_home)}


TODOS = ListPage[Todo](
    code="todos",
    title=_("To-dos"),
    template="inbox/todos.html",
    context=_waiting,
    intro=_("What your unit is asked for. Each closes by itself when the thing is done."),
    rows=open_todos_of,
    columns=[
        Column(
            key="due",
            title=_("Due"),
            value=_urgency,
            sort="by_day",
            export=lambda todo: todo.due_on,
        ),
        TEXT,
        TOPIC,
        WAITING,
        Column(key="opened", title=_("Since"), value=lambda todo: todo.opened_at, sort="opened_at"),
        UNIT,
    ],
    default_sort="due",
    filters=[
        Filter(key="due", title=_("Due"), apply=_due, choices=lambda _post: list(DUE.items())),
        TOPICS,
    ],
    links=[HeadLink(title=_("Done to-dos"), address="todos-done")],
    empty=_("Nothing waits for your post. What is asked of your unit appears here with its day."),
)

DONE = ListPage[Todo](
    code="todos-done",
    title=_("Done to-dos"),
    intro=_("Kept for two years."),
    rows=done_todos_of,
    columns=[
        TEXT,
        TOPIC,
        Column(key="due", title=_("Due"), value=lambda todo: todo.due_on, sort="by_day"),
        Column(key="done", title=_("Done"), value=lambda todo: todo.closed_at, sort="closed_at"),
        WAITING,
        UNIT,
    ],
    default_sort="-done",
    filters=[TOPICS],
    links=[HeadLink(title=_("To-dos"), address="todos")],
    empty=_("Nothing is done yet."),
)


def _state(message: Message) -> str:
    return tag(_now("unread"), "t") if getattr(message, "unread", False) else tag(_now("read"), "")


def _by_state(rows: QuerySet[Message], value: str) -> QuerySet[Message]:
    return rows.filter(Q(unread=value == "unread"))


MESSAGES = ListPage[Message](
    code="messages",
    title=_("Messages"),
    intro=_("What your unit is told. Opening one marks it as read, for you alone."),
    rows=messages_of,
    columns=[
        Column(
            key="state",
            title=_("State"),
            value=_state,
            sort="place",
            export=lambda message: _now("unread") if getattr(message, "unread", False) else _now("read"),
        ),
        Column(
            key="text",
            title=_("Message"),
            value=lambda message: message.words,
            link=lambda message: reverse("message", args=[message.pk]),
        ),
        Column(key="topic", title=_("Topic"), value=lambda message: title_of_topic(message.topic)),
        Column(key="sent", title=_("Sent"), value=lambda message: message.sent_at, sort="sent_at"),
    ],
    default_sort="-state",
    filters=[
        Filter(
            key="state",
            title=_("State"),
            apply=_by_state,
            choices=lambda _post: [("unread", _("unread")), ("read", _("read"))],
        ),
        Filter(key="topic", title=_("Topic"), apply=_by_topic, choices=lambda _post: known_topics()),
    ],
    empty=_("There is no message for your post yet."),
    template="inbox/messages.html",
    context=lambda post: {"unread": count_unread(post)},
)
