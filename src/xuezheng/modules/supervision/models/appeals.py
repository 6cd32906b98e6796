"""Appeals of scored units against single lines, and the corrections they lead to."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.modules.supervision.models.scores import Score, ScoreLine

KEPT = PersonalField(
    category=Category.IDENTITY, retention="as long as the score is kept", basis="performance of duties"
)


class Appeal(ScopedModel):
    """Against one line, once. `unit_path` is the scored unit's. A line whose appeal is upheld is struck."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("not decided yet")
        UPHELD = "upheld", _("upheld")
        REJECTED = "rejected", _("rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(ScoreLine, on_delete=models.PROTECT, related_name="+")
    issuer_path = path_field()
    """Of the administration that decides."""
    reason = models.TextField(_("reason"))
    person_name = models.CharField(_("made by"), max_length=100)
    made_at = models.DateTimeField(_("made at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.TextField(_("reason of the decision"), blank=True)
    decider_name = models.CharField(_("decided by"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"person_name": KEPT, "decider_name": KEPT}

    class Meta:
        db_table = "supervision_appeal"
        constraints = [
            models.UniqueConstraint(fields=["line"], name="one_appeal_a_line"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="open") | (Q(decided_at__isnull=False) & ~Q(outcome="open")),
                name="decided_is_upheld_or_rejected",
            ),
        ]
        indexes = [models.Index(fields=["made_at", "id"], name="appeal_by_time")]

    def __str__(self) -> str:
        return str(self.line)


class ScoreCorrection(ScopedModel):
    """What a struck line changed. Append-only: the history of a score. `unit_path` is the scored unit's."""

    id = models.BigAutoField(primary_key=True)
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(ScoreLine, on_delete=models.PROTECT, related_name="+")
    points_before = models.DecimalField(_("points before"), max_digits=7, decimal_places=2)
    points_after = models.DecimalField(_("points after"), max_digits=7, decimal_places=2)
    reason = models.TextField(_("reason"))
    person_name = models.CharField(_("corrected by"), max_length=100)
    corrected_at = models.DateTimeField(_("corrected at"))

    personal_data = {"person_name": KEPT}

    class Meta:
        db_table = "supervision_score_correction"

    def __str__(self) -> str:
        return f"{self.points_before} → {self.points_after}"
