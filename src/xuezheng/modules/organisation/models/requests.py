"""What a unit was asked for because it lacks it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class CoverageRequest(ScopedModel):
    """A unit was asked to have what a rule of coverage wants. Answered by the record itself, never by a click."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("unit"))
    rule = models.CharField(_("what is asked for"), max_length=40)
    """A code of catalog/coverage.yaml."""
    asked_by = models.CharField(_("asked by"), max_length=120)
    """The name of the unit that asks."""
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("until"))
    answered_at = models.DateTimeField(_("answered at"), null=True)

    personal_data = NONE

    class Meta:
        db_table = "organisation_request"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "rule"], condition=Q(answered_at=None), name="one_open_request_a_rule"
            )
        ]
        indexes = [models.Index(fields=["unit_path", "rule"], name="request_by_place")]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on}"
