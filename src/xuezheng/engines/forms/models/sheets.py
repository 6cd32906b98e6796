"""A file of answers that was uploaded: judged first, then perhaps applied. Kept for some days only."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.engines.forms.models.collections import Collection
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class SheetUpload(ScopedModel):
    """`unit_path` is the scope of who brought it. The counts are those of the judgement, then those of what was done."""

    class State(models.TextChoices):
        JUDGED = "judged", pgettext_lazy("file", "looked at")
        APPLYING = "applying", pgettext_lazy("file", "being written")
        APPLIED = "applied", pgettext_lazy("file", "written")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.JUDGED)
    reports = models.PositiveIntegerField(_("reports that change"))
    answers = models.PositiveIntegerField(_("answers that change"))
    clashes = models.PositiveIntegerField(_("clashes"))
    refused = models.PositiveIntegerField(_("refused"))
    replacing = models.JSONField(default=list)
    """Keys of clashes in which the file's answer replaces the other one."""
    reached = models.CharField(max_length=200, db_collation="C", blank=True)
    """Place of the last report that was written, so that interrupted work goes on after it."""
    written_reports = models.PositiveIntegerField(default=0)
    written_answers = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=list)
    """What was not written all the same: pairs of a unit's name and a sentence."""
    run_id = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)

    personal_data = NONE

    class Meta:
        db_table = "forms_sheet_upload"
        indexes = [models.Index(fields=["unit_path", "-uploaded_at"], name="sheet_uploads_newest")]

    def __str__(self) -> str:
        return self.filename
