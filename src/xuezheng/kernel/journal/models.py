"""Entries of the journal and the seals that make changes to them show."""

import uuid

from django.db import models

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField


class Entry(ScopedModel):
    """One recorded act. `unit_path` is the unit the act is about, which decides who may read it."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100)
    post_id = models.UUIDField(null=True)
    post_title = models.CharField(max_length=300)
    act = models.CharField(max_length=80)
    """`package.verb_noun`, as the action is called: 'units.rename_unit'."""
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    object_name = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origin = models.CharField(max_length=60, blank=True)
    request_id = models.CharField(max_length=60, blank=True)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY, retention="as long as the journal is kept", basis="security duty"
        ),
        "origin": PersonalField(
            category=Category.CONDUCT, retention="as long as the journal is kept", basis="security duty"
        ),
        "before": PersonalField(
            category=Category.WORK, retention="as long as the journal is kept", basis="security duty"
        ),
        "after": PersonalField(
            category=Category.WORK, retention="as long as the journal is kept", basis="security duty"
        ),
    }

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["unit_path", "-id"], name="journal_by_unit"),
            models.Index(fields=["object_kind", "object_id", "-id"], name="journal_by_object"),
            models.Index(fields=["person_id", "-id"], name="journal_by_person"),
            models.Index(fields=["-at"], name="journal_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.object_name}"
