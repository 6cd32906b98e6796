"""Weights in their editions, and what units lost by them in a period. A published score is never written again.

Before publication nothing but the question is kept (which period, told as of which day): a draft is computed from the facts
whenever it is looked at, so that no unit's row can leak before its time.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.weighing import FactKind


class WeightsEdition(ScopedModel):
    """How many points a fact costs, as one administration decided it from a day on. Everybody below it may read it.

    Edition 0 is the one of the catalogue and stands in no row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(_("edition of the weights"))
    valid_from = models.DateField(_("valid from"))
    source = models.CharField(_("source"), max_length=300)
    weights = models.JSONField()
    made_at = models.DateTimeField(_("made at"))

    personal_data = NONE

    class Meta:
        db_table = "supervision_weights"
        constraints = [models.UniqueConstraint(fields=["unit", "edition"], name="one_weights_an_edition")]

    def __str__(self) -> str:
        return f"{self.edition}"


class Scoring(ScopedModel):
    """The scores of one period by one administration. Published (`shared`) it is readable for everybody below."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    begins = models.DateField(_("begins on"))
    ends = models.DateField(_("ends on"))
    as_of = models.DateField(_("facts as of"))
    edition = models.PositiveSmallIntegerField(_("edition of the weights"))
    weights = models.JSONField()
    """A copy of the edition, so that the score explains itself."""
    drafted_at = models.DateTimeField(_("drafted at"))
    published_at = models.DateTimeField(_("published at"), null=True)
    appeal_until = models.DateField(_("appeals until"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 over the published lines: the same facts give the same."""
    shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "supervision_scoring"
        constraints = [
            models.UniqueConstraint(fields=["unit", "begins", "ends"], name="one_scoring_a_period"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="scoring_ends_after_beginning"),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(published_at__isnull=False), name="only_published_scoring_is_shared"
            ),
        ]
        indexes = [models.Index(fields=["ends", "id"], name="scoring_by_period")]

    def __str__(self) -> str:
        return self.title


class Score(ScopedModel):
    """One unit's points. `group_path` is the unit above it: those of one group are ranked against each other.

    The points of a published group are readable below the group's unit: a city sees the cities and its own counties.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scoring = models.ForeignKey(Scoring, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(_("unit"), max_length=120)
    """As it was called then."""
    level = models.CharField(_("level"), max_length=10)
    group_path = path_field()
    deducted = models.DecimalField(_("deducted"), max_digits=7, decimal_places=2)
    """As published."""
    full = models.DecimalField(_("full points"), max_digits=7, decimal_places=2)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    """At present: after corrections."""
    lines = models.PositiveIntegerField(_("facts"), default=0)
    corrected_at = models.DateTimeField(_("corrected at"), null=True)
    shared = models.BooleanField(default=False)

    personal_data = NONE

    class Meta:
        db_table = "supervision_score"
        constraints = [
            models.UniqueConstraint(fields=["scoring", "unit"], name="one_score_a_unit"),
            models.CheckConstraint(condition=Q(deducted__lte=F("full")), name="no_score_below_nothing"),
        ]
        indexes = [models.Index(fields=["scoring", "group_path", "-points"], name="score_by_rank")]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.points}"


class ScoreLine(ScopedModel):
    """One fact and the points it cost. Append-only in the database: a struck line is struck by its appeal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    fact = models.CharField(_("fact"), max_length=20, choices=FactKind.choices)
    subject_id = models.UUIDField()
    """The assignment, or the order."""
    number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("matter"), max_length=300)
    role = models.CharField(_("role"), max_length=10, blank=True)
    due_on = models.DateField(_("due on"))
    came_on = models.DateField(_("came on"), null=True)
    count = models.PositiveIntegerField(_("how many"))
    """Days, months or times."""
    points = models.DecimalField(_("points deducted"), max_digits=7, decimal_places=2)
    """Less than by the rule where a cap was reached."""
    raw = models.DecimalField(_("points by the rule"), max_digits=7, decimal_places=2)

    personal_data = NONE

    class Meta:
        db_table = "supervision_score_line"
        constraints = [
            models.UniqueConstraint(fields=["score", "position"], name="one_line_a_position"),
            models.UniqueConstraint(fields=["score", "fact", "subject_id"], name="no_fact_costs_twice"),
            models.CheckConstraint(condition=Q(points__lte=F("raw")), name="no_line_above_its_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
