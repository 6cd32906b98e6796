"""Rule documents (制度规范): what a unit lays down for itself and those below, edition by edition."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class Rule(ScopedModel):
    """A rule document through all its editions. `shared` once one is issued: then every unit below may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    title = models.CharField(_("title of the rule"), max_length=200)
    drafted_at = models.DateTimeField(_("drafted at"))
    shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "organisation_rule"
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="one_rule_a_title")]
        indexes = [models.Index(fields=["drafted_at", "id"], name="rule_by_time")]

    def __str__(self) -> str:
        return self.title


class RuleEdition(ScopedModel):
    """One edition: a draft until it is issued; its text is attached as files. Days are half open."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("rule", "draft")
        ISSUED = "issued", pgettext_lazy("rule", "issued, not yet in force")
        IN_FORCE = "in_force", pgettext_lazy("rule", "in force")
        REPLACED = "replaced", pgettext_lazy("rule", "replaced")
        REPEALED = "repealed", pgettext_lazy("rule", "repealed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(pgettext_lazy("rule", "edition"))
    summary = models.TextField(_("what it lays down"), blank=True)
    doc_number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(pgettext_lazy("rule", "issued on"), null=True)
    in_force_from = models.DateField(_("in force from"), null=True)
    replaced_on = models.DateField(_("replaced on"), null=True)
    repealed_on = models.DateField(_("repealed on"), null=True)
    repeal_reason = models.CharField(_("why it was repealed"), max_length=300, blank=True)
    shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "organisation_rule_edition"
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_edition_once"),
            models.UniqueConstraint(fields=["rule"], condition=Q(issued_on=None), name="one_draft_a_rule"),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(issued_on__isnull=False), name="only_issued_rules_are_shared"
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(in_force_from__gte=F("issued_on")), name="rule_in_force_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.number}"

    def state(self, day: date) -> "RuleEdition.State":
        """What the days say; nobody chooses it."""
        if self.issued_on is None or self.in_force_from is None:
            return RuleEdition.State.DRAFT
        if self.repealed_on is not None and self.repealed_on <= day:
            return RuleEdition.State.REPEALED
        if self.replaced_on is not None and self.replaced_on <= day:
            return RuleEdition.State.REPLACED
        return RuleEdition.State.IN_FORCE if self.in_force_from <= day else RuleEdition.State.ISSUED
