"""How a unit goes about it: projects with their money, and the implementation plan with its road map."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models.parts import Task
from xuezheng.modules.plans.models.plans import Plan


class Project(ScopedModel):
    """A project under a task. What was spent is the sum of its spendings, never a number of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("project"), max_length=200)
    budget_source = models.CharField(_("source of money"), max_length=40)
    """A code of catalog/budget_sources.yaml."""
    amount = models.DecimalField(_("amount (yuan)"), max_digits=16, decimal_places=2)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    closed_on = models.DateField(pgettext_lazy("project", "closed on"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_project"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="project_ends_after_beginning"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="project_amount_is_no_debt"),
        ]
        indexes = [models.Index(fields=["unit_path", "begins_on"], name="project_by_unit")]

    def __str__(self) -> str:
        return self.name


class Spending(ScopedModel):
    """One use of a project's money. `unit_path` is the project's."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    spent_on = models.DateField(_("spent on"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=16, decimal_places=2)
    purpose = models.CharField(_("purpose"), max_length=200)
    over_reason = models.CharField(_("why it goes beyond the amount"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    personal_data = NONE

    class Meta:
        db_table = "plans_spending"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="spending_is_something")]

    def __str__(self) -> str:
        return f"{self.spent_on} {self.amount}"


class ImplementationPlan(ScopedModel):
    """How one unit carries out a plan: its words, and a road map of dated steps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_implementation"
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="one_implementation_a_unit")]

    def __str__(self) -> str:
        return self.title


class RoadStep(ScopedModel):
    """A step of the road map. `unit_path` is the implementation plan's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    implementation = models.ForeignKey(ImplementationPlan, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("step"), max_length=200)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    done_on = models.DateField(_("done on"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_road_step"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="step_ends_after_beginning")
        ]
        indexes = [models.Index(fields=["implementation", "begins_on"], name="road_in_order")]

    def __str__(self) -> str:
        return self.title
