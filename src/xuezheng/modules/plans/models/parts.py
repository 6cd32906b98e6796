"""What a plan consists of: sections, goals, tasks with who answers for them, milestones. Each knows where it was read."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models.plans import Plan

SHOWN = 60
"""Characters of a goal that name it; the rest is said by an ellipsis."""


class PlanPart(ScopedModel):
    """`unit_path` and `shared` are the plan's, repeated so that the database need not join to decide who may read."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    shared = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    """Its place in the reading order."""
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True


class Section(PlanPart):
    """A heading that tasks stand under."""

    number = models.CharField(_("number"), max_length=20, blank=True)
    heading = models.CharField(_("heading"), max_length=200)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_section"
        indexes = [models.Index(fields=["plan", "position"], name="section_in_order")]

    def __str__(self) -> str:
        return f"{self.number}{self.heading}"


class Goal(PlanPart):
    """One of the year's core goals, in words; its numbers are targets."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_goal"
        indexes = [models.Index(fields=["plan", "position"], name="goal_in_order")]

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= SHOWN else f"{self.text[:SHOWN]}…"
        return f"{self.number} {shown}".strip()


class Task(PlanPart):
    """Something to be done, by whom its responsibilities say, until `due_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.CharField(_("number"), max_length=20)
    number_printed = models.BooleanField(default=True)
    heading = models.CharField(_("heading"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    due_on = models.DateField(_("due on"))
    arises_from = models.CharField(_("arises from"), max_length=200, blank=True)
    """Where it comes from when it does not stand in the document, such as the resolution of a meeting."""
    heading_start = models.PositiveIntegerField(null=True)
    heading_end = models.PositiveIntegerField(null=True)
    """Where its heading stands, within the span of the whole task."""
    continues = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    """The task of the edition before whose work goes on in this one."""
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_task"
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_number_once")]
        indexes = [models.Index(fields=["plan", "position"], name="task_in_order")]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"


class Responsibility(PlanPart):
    """A responsible unit as the document writes it, with the unit or the group of units it means once that is known."""

    class Role(models.TextChoices):
        LEAD = "lead", _("leads")
        SUPPORT = "support", _("supports")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    written = models.CharField(_("as written"), max_length=120)
    bracket = models.PositiveSmallIntegerField(default=0)
    """Which bracket of the task it stands in."""
    role = models.CharField(pgettext_lazy("task", "role"), max_length=10, choices=Role.choices, default=Role.SUPPORT)
    qualifier = models.CharField(_("qualifier"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("group of units"), max_length=40, blank=True)
    """A code of catalog/unit_groups.yaml: every unit of some kinds below the issuing unit, as of the day of publication."""
    candidates = models.JSONField(default=list)
    """Ids of the units the written name could mean, where it could mean several: somebody has to choose."""
    set_aside = models.CharField(_("why nobody is meant"), max_length=200, blank=True, default="")

    personal_data = NONE

    class Meta:
        db_table = "plans_responsibility"
        indexes = [models.Index(fields=["task", "position"], name="responsibility_in_order")]

    def __str__(self) -> str:
        return self.written

    @property
    def is_resolved(self) -> bool:
        """Whether it is known who is meant, also that nobody is."""
        return self.unit_id is not None or self.group != "" or self.set_aside != ""


class Milestone(PlanPart):
    """A named thing that a task delivers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("milestone"), max_length=300)
    due_on = models.DateField(_("due on"), null=True)
    reached_on = models.DateField(_("reached on"), null=True)
    statement = models.TextField(_("what shows it"), blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_milestone"
        indexes = [models.Index(fields=["task", "position"], name="milestone_in_order")]

    def __str__(self) -> str:
        return self.name
