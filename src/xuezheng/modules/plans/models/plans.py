"""The yearly work points of one unit."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models.papers import Paper


class Plan(ScopedModel):
    """Work points. A draft is its unit's own; once published (`shared`) every unit below may read it with all its parts."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        CLOSED = "closed", pgettext_lazy("plan", "closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """The administration that issues it; an office writes in its department's name."""
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    doc_number = models.CharField(_("document number"), max_length=60, blank=True)
    issuer = models.CharField(_("issuer"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    published_at = models.DateTimeField(_("published at"), null=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    closed_at = models.DateTimeField(pgettext_lazy("plan", "closed at"), null=True)
    shared = models.BooleanField(default=False)
    run_id = models.UUIDField(null=True)
    """The background work that hands its tasks out."""
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "plans_plan"
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "title", "edition"], name="one_plan_an_edition"),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(published_at__isnull=False), name="only_published_is_shared"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("published_at")), name="plan_closes_after_publication"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "-year"], name="plan_by_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> "Plan.State":
        """What the dates say; nobody chooses it."""
        if self.closed_at is not None:
            return Plan.State.CLOSED
        if self.superseded_at is not None:
            return Plan.State.SUPERSEDED
        return Plan.State.PUBLISHED if self.published_at is not None else Plan.State.DRAFT
