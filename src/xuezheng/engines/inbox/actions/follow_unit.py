"""Keeping the inbox with its unit when the tree changes: what is to be done is done where the unit is today."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from xuezheng.engines.inbox.models import Digest, Message, MessageRead, Subscription, Todo
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.units.models import Unit


def follow_unit(*, old_path: str) -> int:
    """In a binding that sees the whole tree. Done twice it changes nothing, whatever happened in between."""
    at_unit = Unit.objects.filter(id=OuterRef("unit_id")).values("unit_path")[:1]
    of_post = Post.objects.filter(id=OuterRef("post_id")).values("unit__unit_path")[:1]
    at_message = Message.objects.filter(id=OuterRef("message_id")).values("unit_path")[:1]
    return sum(
        [
            _moved(Todo.objects.exclude(unit_path=F("unit__unit_path")), old_path, to=at_unit),
            _moved(Message.objects.exclude(unit_path=F("unit__unit_path")), old_path, to=at_unit),
            _moved(MessageRead.objects.exclude(unit_path=F("message__unit_path")), old_path, to=at_message),
            _moved(Subscription.objects.exclude(unit_path=F("post__unit__unit_path")), old_path, to=of_post),
            _moved(Digest.objects.exclude(unit_path=F("post__unit__unit_path")), old_path, to=of_post),
        ]
    )


def _moved(astray: "QuerySet[Any]", old_path: str, *, to: "QuerySet[Any, Any]") -> int:
    within = astray.filter(unit_path__gte=old_path, unit_path__lt=old_path + "~")
    keys = list(within.values_list("pk", flat=True))
    rows: QuerySet[Any] = within.model._default_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's documented name for the manager of any model
    return rows.update(unit_path=Subquery(to))
