"""Events waiting to be told, and who has been told."""

import uuid

from django.db import models

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class Event(ScopedModel):
    """A fact in the past tense, written with the change itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    payload = models.JSONField()
    announced_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "outbox_event"
        indexes = [models.Index(fields=["announced_at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Delivery(ScopedModel):
    """One receiver was told of one event: the unique pair is what makes telling twice harmless."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    receiver = models.CharField(max_length=200)
    delivered_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "outbox_delivery"
        constraints = [models.UniqueConstraint(fields=["event", "receiver"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.receiver}"
