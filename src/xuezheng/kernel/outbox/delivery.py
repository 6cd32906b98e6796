"""Telling one receiver of one event, exactly once in effect."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from xuezheng.kernel.outbox.events import event_value, receiver_named
from xuezheng.kernel.outbox.models import Event

_CLAIM = (
    "INSERT INTO outbox_delivery (event_id, receiver, delivered_at, unit_path) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (event_id, receiver) DO NOTHING RETURNING id"
)


def deliver_event(*, event_id: UUID, receiver: str, at: datetime) -> bool:
    """In the caller's transaction: the delivery's row and the receiver's effect commit together or not at all.

    A second worker with the same delivery waits at the unique pair until the first commits, then finds it told.
    """
    event = Event.objects.filter(id=event_id).first()
    if event is None:
        return False
    call = receiver_named(event.name, receiver)
    if call is None or not _claim(event, receiver=receiver, at=at):
        return False
    call(event.id, event_value(event), at)
    return True


def _claim(event: Event, *, receiver: str, at: datetime) -> bool:
    """Whether this transaction is the one to tell it."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [event.id, receiver, at, event.unit_path])
        return cursor.fetchone() is not None
