"""Units as they are now, as they were at any time, what they are also called, what became of them, and void codes."""

import uuid

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.kinds import Level, Settlement, UnitKind


class UnitFacts(ScopedModel):
    """What can change about a unit over time: shared by the unit of today and its versions."""

    name = models.CharField(_("name"), max_length=120, db_collation="C")
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=20, db_collation="C")
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    region_code = models.CharField(_("region code"), max_length=12, blank=True)
    urban_rural = models.CharField(_("urban or rural"), max_length=10, choices=Settlement.choices, blank=True)

    class Meta:
        abstract = True


class Unit(UnitFacts):
    """A unit as it is today. Its `unit_path` is its own place; `code` is the official number and never reused."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit_path = path_field()
    """Its index is the one of `one_unit_per_path`; that of `parent` is `unit_children`."""
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("parent"), db_index=False
    )
    parent_path = models.GeneratedField(
        expression=Func(F("unit_path"), Value(r"[^.]+\.$"), Value(""), function="regexp_replace"),
        output_field=path_field(),
        db_persist=True,
    )
    initials = models.CharField(max_length=120, editable=False, db_collation="C")
    """First letters of the pinyin of the name, for search."""
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True)
    """The first day on which it was no more."""
    synthetic = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    """Counts changes, so that a write on a stale reading is refused."""

    personal_data = NONE

    class Meta:
        db_table = "units_unit"
        constraints = [
            models.UniqueConstraint(fields=["unit_path"], name="one_unit_per_path"),
            models.UniqueConstraint(fields=["code"], name="unit_code_never_reused"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="unit_closes_after_opening",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "unit_path"], name="unit_children"),
            models.Index(fields=["name", "id"], name="unit_by_name"),
            models.Index(fields=["initials"], name="unit_by_initials"),
            models.Index(fields=["kind", "unit_path"], name="unit_by_kind"),
            models.Index(
                fields=["parent_path"], name="unit_inner", condition=Q(kind__in=[UnitKind.OFFICE, UnitKind.AFFILIATE])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitVersion(UnitFacts):
    """A unit as it was from one day up to (not including) another; `unit_path` is the path of that time."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    """Its index is the one of `one_version_a_day`."""
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    personal_data = NONE

    class Meta:
        db_table = "units_version"
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="one_version_a_day"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="one_version_in_force"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="version_is_half_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}–{self.valid_to or ''}"


class UnitAlias(ScopedModel):
    """Another written name of a unit: 办公室 and 厅办公室 are one office. `unit_path` follows the unit."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("alias"), max_length=120)

    personal_data = NONE

    class Meta:
        db_table = "units_alias"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="alias_once_per_unit")]
        indexes = [models.Index(fields=["name"], name="alias_by_name")]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(ScopedModel):
    """What became of a unit: merged into, or split into, another on a date. `unit_path` is the predecessor's."""

    class How(models.TextChoices):
        MERGE = "merge", _("merged into")
        SPLIT = "split", _("split into")

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    effective_on = models.DateField()

    personal_data = NONE

    class Meta:
        db_table = "units_succession"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "effective_on"], name="one_succession_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.how} {self.successor_id}"


class VoidCode(ScopedModel):
    """A code that a unit once carried and gave up, by a change of kind or region: the database lets nobody carry it again."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    voided_on = models.DateField()

    personal_data = NONE

    class Meta:
        db_table = "units_void_code"

    def __str__(self) -> str:
        return self.code


class UnitImport(ScopedModel):
    """A file of units that was checked and may be run. `unit_path` is the unit of who brought it; the content goes after."""

    class State(models.TextChoices):
        CHECKED = "checked", _("checked")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    rows = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    """Rows with a problem."""
    kinds = models.JSONField()
    message = models.TextField(blank=True)
    """Why it failed."""
    run_id = models.UUIDField(null=True)
    checked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    personal_data = NONE

    class Meta:
        db_table = "units_import"

    def __str__(self) -> str:
        return self.filename
