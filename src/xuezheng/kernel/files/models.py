"""Contents that a unit keeps, each once, and attachments: contents under a name at something of the unit's."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField


class StoredContent(ScopedModel):
    """A content the unit keeps. The same content at two units is two rows: nobody learns that another holds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "files_content"
        constraints = [models.UniqueConstraint(fields=["unit_path", "sha256"], name="one_content_per_unit")]
        indexes = [models.Index(fields=["sha256"], name="content_by_hash")]

    def __str__(self) -> str:
        return self.sha256


class Attachment(ScopedModel):
    """A content under a name at an object: `object_kind` names the policy that decides who may see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.ForeignKey(StoredContent, on_delete=models.PROTECT, related_name="+")
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=200)
    object_name = models.CharField(_("belongs to"), max_length=300)
    name = models.CharField(_("file"), max_length=200)
    added_at = models.DateTimeField(_("added"))
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(_("added by"), max_length=100)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY, retention="as long as the file is kept", basis="performance of duties"
        ),
    }

    class Meta:
        db_table = "files_attachment"
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="attachment_by_object"),
            models.Index(fields=["added_at", "id"], name="attachment_by_time"),
            models.Index(fields=["name", "id"], name="attachment_by_name"),
        ]

    @property
    def size(self) -> int:
        return self.content.size

    @property
    def media_type(self) -> str:
        return self.content.media_type

    def __str__(self) -> str:
        return self.name
