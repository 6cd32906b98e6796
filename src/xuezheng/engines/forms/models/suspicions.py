"""An answer to a figure worth a second look: somebody looked into it, and this is what they found."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.models.reports import SIGNED, Report
from xuezheng.kernel.scope.models import ScopedModel, path_field


class SuspicionAnswer(ScopedModel):
    """`unit_path` is the reporting unit's, `desk_path` the scope of who answered. It holds for the very figures it was given
    for: once they change, the finding is open again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    desk_path = path_field()
    suspicion = models.CharField(_("kind of finding"), max_length=10)
    field = models.CharField(_("field"), max_length=60, blank=True)
    """Empty where the whole report is meant."""
    figures = models.CharField(max_length=64)
    """Fingerprint of the figure, or of all figures of the report."""
    value = models.FloatField(_("figure looked into"))
    beside = models.FloatField(_("compared with"))
    words = models.CharField(_("what was found"), max_length=500)
    person_name = models.CharField(_("name"), max_length=60)
    unit_name = models.CharField(_("of"), max_length=120)
    answered_at = models.DateTimeField(_("answered at"))
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=60, blank=True, default="")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    personal_data = {"person_name": SIGNED, "withdrawn_by": SIGNED}

    class Meta:
        db_table = "forms_suspicion_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "suspicion", "field", "figures"],
                condition=Q(withdrawn_at=None),
                name="one_answer_for_the_same_figures",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="answer_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.suspicion} {self.field}"
