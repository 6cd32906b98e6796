"""Special supervision: a named round with its standards, the units it looks at, and what was found there."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.models.orders import Order


class Inspection(ScopedModel):
    """A round. `unit_path` is the issuer's; everybody below may read what is asked and of whom, not what was found there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    grounds = models.CharField(_("on the ground of"), max_length=300, blank=True)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "supervision_inspection"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="one_inspection_a_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="inspection_ends_after_beginning"),
        ]
        indexes = [models.Index(fields=["begins_on", "id"], name="inspection_by_beginning")]

    def __str__(self) -> str:
        return self.name


class InspectionItem(ScopedModel):
    """One standard that is looked at. `unit_path` is the inspection's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    """Of the catalogue; empty for one that was entered."""
    text = models.CharField(_("standard"), max_length=300)
    source = models.CharField(_("source"), max_length=200, blank=True)

    personal_data = NONE

    class Meta:
        db_table = "supervision_inspection_item"
        constraints = [models.UniqueConstraint(fields=["inspection", "position"], name="one_item_a_position")]

    def __str__(self) -> str:
        return self.text


class InspectedUnit(ScopedModel):
    """A unit the round looks at. `unit_path` is that unit's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    personal_data = NONE

    class Meta:
        db_table = "supervision_inspected_unit"
        constraints = [models.UniqueConstraint(fields=["inspection", "unit"], name="inspected_once_a_round")]

    def __str__(self) -> str:
        return f"{self.unit_id}"


class Finding(ScopedModel):
    """What was found at one unit about one standard, with what has to be put right. `unit_path` is that unit's."""

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        PARTLY = "partly", _("partly met")
        NOT_MET = "not_met", _("not met")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(InspectionItem, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    issuer_path = path_field()
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    evidence = models.TextField(_("what was seen"))
    demand = models.TextField(_("demanded rectification"), blank=True)
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(_("recorded by"), max_length=100)
    found_on = models.DateField(_("found on"))
    version = models.PositiveIntegerField(default=1)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY, retention="as long as the inspection is kept", basis="performance of duties"
        )
    }

    class Meta:
        db_table = "supervision_finding"
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="one_finding_a_standard_and_unit")]

    def __str__(self) -> str:
        return self.evidence[:60]
