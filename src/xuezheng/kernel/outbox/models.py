"""Events waiting to be told and who has been told; runs of jobs as their starters see them, tries as operators do."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField


class Event(ScopedModel):
    """A fact in the past tense, written with the change itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    payload = models.JSONField()
    announced_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "outbox_event"
        indexes = [models.Index(fields=["announced_at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Delivery(ScopedModel):
    """One receiver was told of one event: the unique pair, written with the receiver's effect, makes it happen once."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    receiver = models.CharField(max_length=200)
    delivered_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "outbox_delivery"
        constraints = [models.UniqueConstraint(fields=["event", "receiver"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.receiver}"


class JobRun(ScopedModel):
    """Long work somebody started: its progress and outcome. `unit_path` is the starter's unit."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job_id = models.BigIntegerField(null=True)
    """The job's number in the queue, which is cleared sooner than the run."""
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    """What the work is about, in the starter's words: a file's name."""
    person_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(null=True)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    personal_data = {
        "subject": PersonalField(category=Category.WORK, retention="90 days", basis="security duty"),
        "message": PersonalField(category=Category.WORK, retention="90 days", basis="security duty"),
    }

    class Meta:
        db_table = "outbox_run"
        indexes = [
            models.Index(fields=["person_id", "-queued_at"], name="run_by_starter"),
            models.Index(fields=["job_id"], name="run_by_job"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class JobAttempt(ScopedModel):
    """A try of a job that failed. `unit_path` is the installation's top unit: only its operators read it."""

    job_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField()
    error = models.CharField(max_length=500)
    """Its kind and text with quoted values left out, so that no record shows in it."""
    trace = models.TextField(blank=True)

    personal_data = NONE

    class Meta:
        db_table = "outbox_attempt"
        indexes = [models.Index(fields=["job_id", "number"], name="attempt_by_job")]

    def __str__(self) -> str:
        return f"{self.name} #{self.number}: {self.error}"
