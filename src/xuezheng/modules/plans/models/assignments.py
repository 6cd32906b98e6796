"""A task at one responsible unit: reported month by month, submitted, accepted or returned; and what it takes over."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models.parts import Responsibility, Task
from xuezheng.modules.plans.models.plans import Plan

_SIGNED = PersonalField(
    category=Category.IDENTITY,
    retention="as long as the plan is kept",
    basis="answering for a statement made in office",
)


class Assignment(ScopedModel):
    """One unit's share in a task. `unit_path` is the responsible unit's; how it stands follows from its dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    issuer_path = path_field()
    """The plan's unit: whoever acts for it may accept."""
    role = models.CharField(pgettext_lazy("task", "role"), max_length=10, choices=Responsibility.Role.choices)
    due_on = models.DateField(_("due on"))
    assigned_at = models.DateTimeField(_("assigned at"))
    reported_at = models.DateTimeField(_("last reported at"), null=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    submitted_by = models.UUIDField(_("person who submitted"), null=True)
    """So that nobody accepts what the same person submitted under another post."""
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    returned_at = models.DateTimeField(_("returned at"), null=True)
    return_reason = models.CharField(_("reason of the return"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"submitted_by": _SIGNED}

    class Meta:
        db_table = "plans_assignment"
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="task_once_per_unit"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(submitted_at__isnull=False), name="accepted_after_submission"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "unit_path"], name="assignment_by_place"),
            models.Index(fields=["unit", "due_on"], name="assignment_by_unit"),
            models.Index(fields=["task", "unit_path", "id"], name="assignment_by_task"),
            models.Index(
                fields=["plan", "task", "submitted_at"],
                name="assignment_waiting",
                condition=Q(submitted_at__isnull=False, accepted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.unit_id}"


class TaskTally(ScopedModel):
    """How many assignments of a task are in one state, by administration and deadline: kept by a trigger, read by boards.

    `unit_path` is the nearest administration, the unit itself or one above it: a county has its schools' numbers in one row.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("task", "open")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")

    plan_id = models.UUIDField()
    """No foreign keys: rows at zero may outlive a task that was taken out of a draft."""
    task_id = models.UUIDField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices)
    number = models.IntegerField()

    personal_data = NONE

    class Meta:
        db_table = "plans_task_tally"
        constraints = [
            models.UniqueConstraint(fields=["task_id", "unit_path", "due_on", "state"], name="one_tally_a_state")
        ]
        indexes = [models.Index(fields=["plan_id", "unit_path"], name="tally_by_place")]

    def __str__(self) -> str:
        return f"{self.state}: {self.number}"


class ProgressReport(ScopedModel):
    """What a unit says of an assignment for one month; files attached to it are the evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    month = models.CharField(_("month"), max_length=7)
    text = models.TextField(_("progress"))
    person_name = models.CharField(_("reported by"), max_length=60)
    reported_at = models.DateTimeField(_("reported at"))
    version = models.PositiveIntegerField(default=1)

    personal_data = {"person_name": _SIGNED}

    class Meta:
        db_table = "plans_progress_report"
        constraints = [models.UniqueConstraint(fields=["assignment", "month"], name="one_report_a_month")]

    def __str__(self) -> str:
        return self.month


class AssignmentStep(ScopedModel):
    """One step of an assignment on its way: submitted, accepted, returned, reopened, given more time."""

    class What(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")
        REOPENED = "reopened", _("reopened")
        EXTENDED = "extended", _("given more time")

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.CharField(_("words"), max_length=500, blank=True)
    person_name = models.CharField(_("by"), max_length=60)
    unit_name = models.CharField(_("of"), max_length=120)
    taken_at = models.DateTimeField(_("at"))

    personal_data = {"person_name": _SIGNED}

    class Meta:
        db_table = "plans_assignment_step"
        indexes = [models.Index(fields=["assignment", "taken_at"], name="steps_in_order")]

    def __str__(self) -> str:
        return f"{self.what} {self.taken_at:%Y-%m-%d}"


class TaskTakeover(ScopedModel):
    """A task of a lower unit's plan takes over a task of an upper one. `unit_path` is the lower unit's."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    upper_task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")

    personal_data = NONE

    class Meta:
        db_table = "plans_task_takeover"
        constraints = [models.UniqueConstraint(fields=["task", "upper_task"], name="takeover_once")]

    def __str__(self) -> str:
        return f"{self.task_id} ⇐ {self.upper_task_id}"
