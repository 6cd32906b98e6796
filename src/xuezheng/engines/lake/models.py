"""Which files are which snapshot: a part belongs to the snapshots from the one that added it to before the one that dropped it.

So a county's load that touches two of a province's 160 parts writes four rows, however many parts the snapshot has.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.journal import titles
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class Snapshot(ScopedModel):
    """One load of a table and period. `unit_path` is where the loading post acts, or the place at or above the units whose rows
    it replaced: rows elsewhere are the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(_("table"), max_length=63)
    period = models.CharField(_("period"), max_length=12)
    number = models.PositiveIntegerField(_("snapshot"))
    rows = models.PositiveBigIntegerField(_("rows loaded"))
    bytes = models.PositiveBigIntegerField(_("bytes"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    """SHA-256 over those of all parts of the snapshot, in the order of their places."""
    source = models.CharField(_("source"), max_length=200)
    loader_title = models.CharField(_("loaded by"), max_length=200)
    """Unit and role, not the person: who it was stands in the journal."""
    loaded_at = models.DateTimeField(_("loaded at"))
    is_kept = models.BooleanField(default=True)
    """False once its dropped parts were removed: it cannot be read any more."""

    personal_data = NONE

    class Meta:
        db_table = "lake_snapshot"
        constraints = [
            models.UniqueConstraint(fields=["table", "period", "number"], name="snapshots_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.period} #{self.number}"

    @property
    def loader(self) -> str:
        """For readers: roles and the platform's own posts have titles in their language."""
        return titles.title_of_post(titles.title_of_actor(self.loader_title, person_id=None))


class Part(ScopedModel):
    """A Parquet file that is never changed. All its rows lie at or below `unit_path`; units below may find it as well, since
    their rows are in it, and the door keeps them to their own.

    An overlay stands for the units it names: of these, rows of parts with a lower `layer` are not there any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Also the file's name."""
    table = models.CharField(max_length=63)
    period = models.CharField(max_length=12)
    added_in = models.PositiveIntegerField()
    dropped_in = models.PositiveIntegerField(null=True)
    layer = models.PositiveIntegerField(default=0)
    """The snapshot its rows were first written for; what a later load leaves of a part stays on its layer."""
    is_overlay = models.BooleanField(default=False)
    has_origins = models.BooleanField(default=False)
    """Whether its rows say which report they came from."""
    rows = models.PositiveBigIntegerField()
    bytes = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64)

    personal_data = NONE

    class Meta:
        db_table = "lake_part"
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_in=None) | Q(dropped_in__gt=F("added_in")), name="part_dropped_after_added"
            ),
        ]
        indexes = [models.Index(fields=["table", "period", "unit_path"], name="part_by_place")]

    def __str__(self) -> str:
        return f"{self.table} {self.period} {self.unit_path}"


class Upload(ScopedModel):
    """A file that was handed in for a table and period: checked first, then loaded. `unit_path` is the unit it came from.

    The file itself and what is wrong in it lie in the lake's folder, which only the platform's own user may enter.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("is being checked")
        CHECKED = "checked", _("checked")
        LOADING = "loading", _("is being loaded")
        LOADED = "loaded", _("loaded")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=63)
    period = models.CharField(max_length=12)
    filename = models.CharField(max_length=200)
    bytes = models.PositiveBigIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.CHECKING)
    rows = models.PositiveBigIntegerField(default=0)
    wrong = models.PositiveBigIntegerField(default=0)
    message = models.TextField(blank=True)
    run_id = models.UUIDField(null=True)
    """The long work that checks or loads it."""
    snapshot = models.PositiveIntegerField(null=True)
    compared_with = models.PositiveIntegerField(default=0)
    """The newest snapshot when it was checked; 0 where there was none."""
    changes = models.JSONField(default=dict)
    """What it changes of the rows that were there then, as counts; empty while a row is wrong or where too many are there."""
    unmatched = models.JSONField(default=dict)
    """Heads of the file that mean no column (`ignored`), and titles of columns that it does not have (`lacking`)."""
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    personal_data = NONE

    class Meta:
        db_table = "lake_upload"
        indexes = [models.Index(fields=["table", "-uploaded_at"], name="upload_of_table")]

    def __str__(self) -> str:
        return self.filename
