"""Answers kept for a while, so that a write repeated under the same idempotency key is not done twice."""

import uuid

from django.db import models
from django.db.models import F, Q

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField


class StoredReply(ScopedModel):
    """What a POST was answered, by the caller's key. `unit_path` is the caller's own unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post_id = models.UUIDField()
    key = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.TextField()
    stored_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    personal_data = {"body": PersonalField(category=Category.WORK, retention="one day", basis="performance of duties")}

    class Meta:
        db_table = "rest_stored_reply"
        constraints = [
            models.UniqueConstraint(fields=["post_id", "key"], name="one_reply_per_key"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("stored_at")), name="reply_expires_after_storing"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="reply_by_expiry")]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
