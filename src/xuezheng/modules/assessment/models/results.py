"""An assessed unit of a round with its points, grade and rank; and what stands behind them, item by item."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.assessment.models.rounds import Round, RoundItem


class AssessedUnit(ScopedModel):
    """`unit_path` is the assessed unit's, `issuer_path` the round's. The points of a published round are read by all below it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(_("unit"), max_length=120)
    issuer_path = path_field()
    report_id = models.UUIDField(null=True)
    """The report of the self-evaluation that was taken into the round."""
    self_points = models.DecimalField(_("own points"), max_digits=7, decimal_places=2, null=True)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2, null=True)
    grade = models.CharField(_("grade"), max_length=20, blank=True)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    corrected_at = models.DateTimeField(_("corrected at"), null=True)
    noted_at = models.DateTimeField(_("taken note of at"), null=True)
    """When the unit said that it has read its published result."""
    shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "assessment_unit"
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="assessed_once_a_round")]
        indexes = [models.Index(fields=["round", "rank", "unit_path"], name="assessed_by_rank")]

    def __str__(self) -> str:
        return self.unit_name


class ItemResult(ScopedModel):
    """One item at one unit: what the unit said, what the records show, what the reviewers gave, what is to be put right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessed = models.ForeignKey(AssessedUnit, on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(RoundItem, on_delete=models.CASCADE, related_name="+")
    issuer_path = path_field()
    self_answer = models.TextField(_("what the unit says"), blank=True)
    self_points = models.DecimalField(_("own points"), max_digits=6, decimal_places=2, null=True)
    known = models.CharField(_("what the records show"), max_length=80, blank=True)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True)
    lowest = models.DecimalField(_("lowest"), max_digits=6, decimal_places=2, null=True)
    highest = models.DecimalField(_("highest"), max_digits=6, decimal_places=2, null=True)
    counted = models.PositiveSmallIntegerField(_("reviews counted"), default=0)
    left_out = models.PositiveSmallIntegerField(_("outliers left out"), default=0)
    remarks = models.TextField(_("remarks of the reviewers"), blank=True)
    demand = models.TextField(_("demanded rectification"), blank=True)
    shared = models.BooleanField(default=False)
    """Once the round is published: the unit reads what was found."""

    personal_data = NONE

    class Meta:
        db_table = "assessment_item_result"
        constraints = [models.UniqueConstraint(fields=["assessed", "item"], name="one_result_an_item")]

    def __str__(self) -> str:
        return f"{self.assessed_id} {self.item_id}"
