"""A correction: who sees that a filled value is wrong asks whoever keeps its source, who answers within a deadline."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.engines.forms.models.reports import SIGNED, Report
from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.units.models import Unit


class Correction(ScopedModel):
    """`unit_path` is the asking unit's, `owner_path` that of the unit that keeps the source: the same or one above."""

    class Answer(models.TextChoices):
        PUT_RIGHT = "put_right", pgettext_lazy("correction", "put right at the source")
        STANDS = "stands", pgettext_lazy("correction", "the value stands")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner_path = path_field()
    field = models.CharField(_("field"), max_length=60)
    field_title = models.CharField(_("field"), max_length=200)
    source = models.CharField(_("source"), max_length=130)
    value = models.CharField(_("value at the source"), max_length=200, blank=True)
    """When the correction was asked for; both values plainly, in no language."""
    claimed = models.CharField(_("said to be right"), max_length=200)
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.CharField(_("asked by"), max_length=60)
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("to be answered by"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.CharField(_("words of the answer"), max_length=500, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=60, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"asked_by": SIGNED, "answered_by": SIGNED}

    class Meta:
        db_table = "forms_correction"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "field"], condition=Q(answered_at=None), name="one_open_correction_of_a_field"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="correction_answered_with_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_path", "answered_at", "due_on"], name="correction_by_owner"),
            models.Index(fields=["report", "asked_at"], name="corrections_of_report"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"
