"""A collection: a form asked of units for a period, with its days."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.models.editions import FormEdition
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class Collection(ScopedModel):
    """`unit_path` is the asking unit's. How it stands follows from its days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    edition = models.ForeignKey(FormEdition, on_delete=models.PROTECT, related_name="+", verbose_name=_("form"))
    title = models.CharField(_("title"), max_length=160)
    period = models.CharField(_("period"), max_length=12)
    below_path = models.CharField(max_length=200, db_collation="C")
    """Units of the form's kinds within this subtree are asked."""
    as_of = models.DateField(_("units as of"))
    opens_at = models.DateTimeField(_("opens at"))
    due_at = models.DateTimeField(_("due at"))
    closes_at = models.DateTimeField(_("closes at"))
    """Between due and closing a report is taken, as late."""
    closed_at = models.DateTimeField(_("closed at"), null=True)
    """From then on its reports are only read."""
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "forms_collection"
        constraints = [
            models.UniqueConstraint(fields=["unit", "edition", "period", "below_path"], name="collected_once_a_period"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("opens_at"), closes_at__gte=F("due_at")), name="collection_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "-due_at", "id"], name="collection_by_due")]

    def __str__(self) -> str:
        return self.title
