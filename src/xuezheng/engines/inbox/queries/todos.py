"""What a post has to do, and what it has done."""

from datetime import date, timedelta

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Coalesce

from xuezheng.engines.inbox.models import Todo
from xuezheng.engines.inbox.policies import todos_visible_to
from xuezheng.kernel.scope.acting import ActingPost

SOON = timedelta(days=7)
MOST_COUNTED = 100
"""What the menu counts up to: beyond it nobody's day changes."""


def open_todos_of(post: ActingPost) -> QuerySet[Todo]:
    """With `by_day`, which orders them by urgency: those without a day come last."""
    return with_day(todos_visible_to(post).filter(closed_at=None))


def done_todos_of(post: ActingPost) -> QuerySet[Todo]:
    return with_day(todos_visible_to(post).filter(closed_at__isnull=False))


def with_day(todos: QuerySet[Todo]) -> QuerySet[Todo]:
    return todos.annotate(by_day=Coalesce("due_on", Value(date.max), output_field=DateField())).select_related("unit")


def most_urgent(post: ActingPost, *, limit: int) -> list[Todo]:
    return list(open_todos_of(post).order_by("due_on", "opened_at", "id")[:limit])


def todos_due_by(post: ActingPost, day: date) -> QuerySet[Todo]:
    """Overdue ones included, the most urgent first."""
    return open_todos_of(post).filter(due_on__lte=day).order_by("due_on", "opened_at", "id")


def count_open(post: ActingPost) -> int:
    return todos_visible_to(post).filter(closed_at=None)[:MOST_COUNTED].count()
