"""Appeals of assessed units against single items of a published result, and the corrections they lead to."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.modules.assessment.models.results import AssessedUnit, ItemResult

ANSWERED_FOR = PersonalField(
    category=Category.IDENTITY, retention="as long as the rounds are kept", basis="performance of duties"
)


class ResultAppeal(ScopedModel):
    """Against one item, once. `unit_path` is the assessed unit's, `issuer_path` that of the administration which decides."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("not decided yet")
        UPHELD = "upheld", _("upheld")
        REJECTED = "rejected", _("rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(ItemResult, on_delete=models.PROTECT, related_name="+")
    issuer_path = path_field()
    reason = models.TextField(_("reason"))
    person_name = models.CharField(_("made by"), max_length=100)
    made_at = models.DateTimeField(_("appealed at"))
    decide_by = models.DateField(_("decision until"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.TextField(_("grounds of the decision"), blank=True)
    decider_name = models.CharField(_("decided by"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"person_name": ANSWERED_FOR, "decider_name": ANSWERED_FOR}

    class Meta:
        db_table = "assessment_appeal"
        constraints = [
            models.UniqueConstraint(fields=["result"], name="one_appeal_an_item"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="open") | (Q(decided_at__isnull=False) & ~Q(outcome="open")),
                name="decided_appeal_has_its_outcome",
            ),
        ]
        indexes = [models.Index(fields=["-made_at", "id"], name="assessment_appeal_by_time")]

    def __str__(self) -> str:
        return f"{self.result.assessed.unit_name} · {self.result.item.title}"


class ResultCorrection(ScopedModel):
    """What an upheld appeal changed. Append-only: the history of a result. `unit_path` is the assessed unit's."""

    id = models.BigAutoField(primary_key=True)
    appeal = models.OneToOneField(ResultAppeal, on_delete=models.PROTECT, related_name="+")
    assessed = models.ForeignKey(AssessedUnit, on_delete=models.PROTECT, related_name="+")
    item_before = models.DecimalField(_("points of the item before"), max_digits=6, decimal_places=2)
    item_after = models.DecimalField(_("points of the item after"), max_digits=6, decimal_places=2)
    points_before = models.DecimalField(_("points before"), max_digits=7, decimal_places=2)
    points_after = models.DecimalField(_("points after"), max_digits=7, decimal_places=2)
    rank_before = models.PositiveIntegerField(_("rank before"))
    rank_after = models.PositiveIntegerField(_("rank after"))
    grade_before = models.CharField(_("grade before"), max_length=20, blank=True)
    grade_after = models.CharField(_("grade after"), max_length=20, blank=True)
    person_name = models.CharField(_("corrected by"), max_length=100)
    corrected_at = models.DateTimeField(_("corrected at"))

    personal_data = {"person_name": ANSWERED_FOR}

    class Meta:
        db_table = "assessment_correction"

    def __str__(self) -> str:
        return f"{self.points_before} → {self.points_after}"
