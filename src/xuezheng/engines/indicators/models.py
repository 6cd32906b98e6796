"""Tables of the engine: versions of definitions, runs, and values of counties and above."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.indicators.definitions import Definition
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class IndicatorVersion(models.Model):
    """A definition as it was worded for a time; values name the one they were computed by."""

    code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    definition = models.JSONField()
    loaded_at = models.DateTimeField()
    imported_from = models.CharField(max_length=200, blank=True)
    """The installation whose package brought it; empty where a release's catalogue did."""

    personal_data = NONE
    unscoped_because = "a definition is the office's word to everybody, as a catalogue is"

    class Meta:
        db_table = "indicators_version"
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_indicator_version")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"

    @cached_property
    def worded(self) -> Definition:
        return Definition.from_dict(self.definition)


class Run(ScopedModel):
    """One computation of a table's period, whole or for some units, with what it read and where it left the components."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=60)
    period = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DONE)
    message = models.TextField(blank=True)
    """Why it failed, in a sentence."""
    versions = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    counties = models.CharField(max_length=200, blank=True)
    """The file of the counties' components, from which all levels above are summed."""
    units = models.PositiveIntegerField(default=0)
    whole = models.BooleanField(default=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    personal_data = NONE

    class Meta:
        db_table = "indicators_run"
        constraints = [
            models.UniqueConstraint(fields=["unit_path", "table", "period", "number"], name="one_indicator_run"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.period} #{self.number}"


class IndicatorValue(ScopedModel):
    """One number of one unit. `dims` is "" for all its records, or such as "stage=primary"."""

    table = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    period = models.CharField(max_length=12)
    dims = models.CharField(max_length=200, blank=True)
    value = models.FloatField(null=True)
    records = models.PositiveBigIntegerField(null=True)
    """How many rows of the table it stands on: what small counts of people are withheld by when it is published."""
    components = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")

    personal_data = NONE

    class Meta:
        db_table = "indicators_value"
        constraints = [
            models.UniqueConstraint(fields=["period", "code", "unit_path", "dims"], name="one_indicator_value"),
            models.CheckConstraint(condition=~Q(code=""), name="indicator_value_has_code"),
        ]
        indexes = [models.Index(fields=["period", "table", "unit_path"], name="indicator_values_of_table")]

    def __str__(self) -> str:
        return f"{self.code} {self.period} {self.unit_path} {self.dims}"
