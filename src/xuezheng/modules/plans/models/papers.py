"""An official document as it was received and read: apart from the plan that is made of it, which people correct."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class Paper(ScopedModel):
    """One file, read once: the same file again is the same paper. Spans of everything read are offsets into `text`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=10)
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    text = models.TextField()
    remarks = models.JSONField(default=list)
    """What the file held besides its text, as sentences."""
    reading = models.JSONField(default=dict)
    """The structure as it was read, before anybody corrected it."""
    read_at = models.DateTimeField(_("read at"))
    shared = models.BooleanField(default=False)
    """A plan made of it is published: everybody below may read it."""
    run_id = models.UUIDField(null=True)
    """The background work that reads it, where that takes long."""

    personal_data = NONE

    class Meta:
        db_table = "plans_paper"
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="paper_read_once")]
        indexes = [models.Index(fields=["unit_path", "read_at"], name="paper_by_unit")]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_read(self) -> bool:
        return self.text != ""
