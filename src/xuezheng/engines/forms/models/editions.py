"""A form in one edition: a draft can be changed, a published one never; the next edition takes its place."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class FormEdition(ScopedModel):
    """`unit_path` is the unit's that asks; those below may read what they will be asked."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("form", "draft")
        PUBLISHED = "published", pgettext_lazy("form", "published")
        WITHDRAWN = "withdrawn", pgettext_lazy("form", "withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    code = models.CharField(_("code"), max_length=60)
    number = models.PositiveIntegerField(_("edition"))
    title_zh = models.CharField(_("Chinese title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=200)
    text = models.TextField(_("declaration"))
    state = models.CharField(pgettext_lazy("form", "state"), max_length=10, choices=State.choices, default=State.DRAFT)
    asked = models.PositiveIntegerField(_("fields asked"), default=0)
    filled = models.PositiveIntegerField(_("fields filled already"), default=0)
    minutes = models.PositiveIntegerField(_("minutes estimated"), default=0)
    overrides = models.JSONField(default=list)
    """Fields asked although a source has them: field, source and the stated reason."""
    changed_at = models.DateTimeField(_("changed at"))
    published_at = models.DateTimeField(_("published at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "forms_edition"
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "number"], name="form_edition_once"),
            models.UniqueConstraint(fields=["unit", "code"], condition=Q(state="draft"), name="one_draft_of_a_form"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | (~Q(state="draft") & Q(published_at__isnull=False)),
                name="form_published_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_zh}（第 {self.number} 版）"
