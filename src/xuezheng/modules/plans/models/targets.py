"""Targets of a plan, their shares for cities and counties, and dated evidence where no indicator can measure them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models.parts import Goal, PlanPart, Task


class Target(PlanPart):
    """A number to be reached. Bound to an indicator it is measured, and nobody can type its progress."""

    class Kind(models.TextChoices):
        RATIO = "ratio", _("ratio")
        COUNT = "count", _("count")
        COVERAGE = "coverage", _("coverage")
        ZERO = "zero", _("none allowed")
        DATE = "date", _("date")
        FREQUENCY = "frequency", _("frequency")
        CARDINALITY = "cardinality", _("so many for each")
        EDITION = "edition", _("edition")
        NOMINAL = "nominal", _("number in a name")

    class Comparator(models.TextChoices):
        AT_LEAST = ">=", "≥"
        MORE_THAN = ">", ">"
        EXACTLY = "=", "="
        ABOUT = "~", "≈"
        AT_MOST = "<=", "≤"
        LESS_THAN = "<", "<"
        NONE_ALLOWED = "=0", "= 0"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.CASCADE, related_name="+")
    phrase = models.CharField(_("indicator in words"), max_length=300)
    comparator = models.CharField(
        _("comparator"), max_length=4, choices=Comparator.choices, default=Comparator.AT_LEAST
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True)
    measure = models.CharField(_("unit of measure"), max_length=20, blank=True)
    deadline = models.DateField(_("deadline"), null=True)
    """None: the end of the plan's year."""
    scope = models.CharField(_("scope"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.RATIO)
    core = models.BooleanField(_("to be followed"), default=True)
    text = models.TextField(_("text"), blank=True)
    indicator_code = models.CharField(_("indicator"), max_length=80, blank=True, default="")
    unmeasurable = models.CharField(_("why it cannot be measured"), max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    indicator_name = ""
    """Filled by lists that show it: what is computed has its name elsewhere."""

    personal_data = NONE

    class Meta:
        db_table = "plans_target"
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator_code="") | Q(unmeasurable=""), name="bound_or_unmeasurable_not_both"
            ),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="target_in_order")]

    def __str__(self) -> str:
        return self.phrase


class TargetShare(ScopedModel):
    """What one unit below has to reach of a target. `unit_path` is that unit's."""

    class Method(models.TextChoices):
        SAME = "same", _("the same value")
        WEIGHTED = "weighted", _("by weight")
        NEGOTIATED = "negotiated", _("negotiated")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(_("method"), max_length=12, choices=Method.choices)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    weight = models.DecimalField(_("weight"), max_digits=18, decimal_places=4, null=True)
    proposed_value = models.DecimalField(_("value proposed by the unit"), max_digits=18, decimal_places=4, null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_target_share"
        constraints = [models.UniqueConstraint(fields=["target", "unit"], name="one_share_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.value}"


class TargetEvidence(ScopedModel):
    """What a unit states, with a date, about a target that no indicator measures. `unit_path` is that unit's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("as of"))
    statement = models.TextField(_("statement"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True)
    person_name = models.CharField(_("recorded by"), max_length=60)
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY,
            retention="as long as the plan is kept",
            basis="answering for a statement made in office",
        )
    }

    class Meta:
        db_table = "plans_target_evidence"
        indexes = [models.Index(fields=["target", "-as_of"], name="evidence_by_day")]

    def __str__(self) -> str:
        return self.statement[:60]
