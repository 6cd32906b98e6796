"""What units change about single days: a school opening on a Saturday, a holiday announced after the shipped calendar."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class DayOverride(ScopedModel):
    """One day as the unit at `unit_path` set it, for itself and everybody below, who may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(_("day"))
    working = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60)
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    """The document that orders it."""

    personal_data = NONE

    class Meta:
        db_table = "calendar_day_override"
        constraints = [models.UniqueConstraint(fields=["unit_path", "day"], name="one_override_per_unit_and_day")]
        indexes = [models.Index(fields=["day", "id"], name="override_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
