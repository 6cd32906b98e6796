"""Bulletins: what an administration says of a unit's figures of a period, with the figures as they were; and batches of them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class BulletinBatch(ScopedModel):
    """One bulletin for every administration of a level below, written in the background. `unit_path` is who issues them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(max_length=60)
    template_name = ""
    """Filled by lists that show it."""
    period = models.CharField(max_length=12)
    level = models.CharField(max_length=10)
    issues = models.BooleanField(default=True)
    """Whether the bulletins are issued at once, or left as drafts."""
    dated = models.DateField(null=True)
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list)
    """Units that got none, each with the sentence that says why."""
    run_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    personal_data = NONE

    class Meta:
        db_table = "monitoring_bulletin_batch"
        indexes = [models.Index(fields=["unit_path", "-asked_at"], name="batch_by_unit")]

    def __str__(self) -> str:
        return f"{self.template} {self.period} {self.level}"


class Bulletin(ScopedModel):
    """`unit_path` is who issues it, `subject_path` the unit it is about.

    A draft is its issuer's own. Once issued (`shared`) it is readable for the unit it is about, everybody below that, and those
    between it and the issuer; once `published`, for everybody, signed in or not.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", pgettext_lazy("bulletin", "issued")
        WITHDRAWN = "withdrawn", pgettext_lazy("bulletin", "withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """The one it is about."""
    subject_path = path_field(db_index=True)
    subject_name = models.CharField(max_length=120)
    issuer_name = models.CharField(max_length=120)
    template = models.CharField(_("template"), max_length=60)
    template_name = ""
    """Filled by lists that show it."""
    period = models.CharField(_("period"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    wording = models.TextField()
    """The template as it was worded: a later wording changes nothing that was issued."""
    figures = models.JSONField()
    """Every value the text was filled from, with unit, version and run."""
    fingerprint = models.CharField(max_length=64)
    """Of wording, figures, number and date: what equal files are written from."""
    batch = models.ForeignKey(BulletinBatch, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    dated = models.DateField(_("dated"), null=True)
    issued_at = models.DateTimeField(_("issued at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)
    shared = models.BooleanField(default=False)
    published = models.BooleanField(default=False)
    published_at = models.DateTimeField(_("published at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "monitoring_bulletin"
        constraints = [
            models.UniqueConstraint(
                fields=["unit_path", "template", "period", "subject_path"],
                condition=Q(withdrawn_at=None),
                name="one_bulletin_a_period",
            ),
            models.UniqueConstraint(
                fields=["unit_path", "number"], condition=~Q(number=""), name="bulletin_number_once"
            ),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(issued_at__isnull=False, dated__isnull=False),
                name="only_issued_bulletins_are_shared",
            ),
            models.CheckConstraint(
                condition=Q(published=False) | Q(shared=True, published_at__isnull=False, withdrawn_at=None),
                name="only_issued_bulletins_are_published",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "period"], name="bulletin_by_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> "Bulletin.State":
        """What the dates say; nobody chooses it."""
        if self.withdrawn_at is not None:
            return Bulletin.State.WITHDRAWN
        return Bulletin.State.ISSUED if self.issued_at is not None else Bulletin.State.DRAFT
