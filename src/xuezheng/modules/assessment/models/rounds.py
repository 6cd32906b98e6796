"""A round: one standard, a period, the units it is held against. Where it stands follows from its moments."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit


class Round(ScopedModel):
    """`unit_path` is that of the administration which holds it; once it is open everybody below may read what is asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    subject = models.CharField(_("looked at"), max_length=20)
    standard = models.CharField(_("standard"), max_length=60)
    form_code = models.CharField(_("form of the self-evaluation"), max_length=60, blank=True)
    period = models.CharField(_("period"), max_length=12)
    rules = models.JSONField(default=dict)
    """Of the catalogue on the day of the draft: how many experts, what is an outlier, the grades."""
    chosen = ArrayField(models.BigIntegerField(), default=list)
    """Ids of the units that were chosen in the draft; from the opening on they are rows of their own."""
    self_due_on = models.DateField(_("self-evaluation until"), null=True)
    review_due_on = models.DateField(_("reviews until"))
    collection_id = models.UUIDField(null=True)
    """The forms' collection in which the units evaluate themselves."""
    drafted_at = models.DateTimeField(_("drafted at"))
    opened_at = models.DateTimeField(_("opened at"), null=True)
    review_begun_at = models.DateTimeField(_("review begun at"), null=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    appeal_until = models.DateField(_("appeals until"), null=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "assessment_round"
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="one_round_a_title"),
            models.CheckConstraint(
                condition=Q(review_begun_at=None) | Q(review_begun_at__gte=F("opened_at")),
                name="round_reviews_once_open",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(published_at__gte=F("concluded_at")),
                name="round_published_once_concluded",
            ),
        ]
        indexes = [models.Index(fields=["-drafted_at", "id"], name="round_newest_first")]

    def __str__(self) -> str:
        return self.title


class RoundItem(ScopedModel):
    """One item of the round's standard, taken over from the catalogue and set by the administration before the opening."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    section_zh = models.CharField(max_length=80, blank=True)
    section_en = models.CharField(max_length=120, blank=True)
    title_zh = models.CharField(_("Chinese title"), max_length=160)
    title_en = models.CharField(_("English title"), max_length=240)
    full = models.DecimalField(_("full points"), max_digits=6, decimal_places=2)
    field = models.CharField(_("field of the form"), max_length=60, blank=True)
    points_field = models.CharField(_("field of the own points"), max_length=60, blank=True)
    indicator = models.CharField(_("indicator beside it"), max_length=60, blank=True)
    shared = models.BooleanField(default=False)
    """From the opening of the round: the units below read what they are held against."""

    personal_data = NONE

    class Meta:
        db_table = "assessment_round_item"
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="one_round_item_a_position"),
            models.UniqueConstraint(fields=["round", "code"], name="one_round_item_a_code"),
            models.CheckConstraint(condition=Q(full__gt=0), name="round_item_has_points"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if _english() else self.title_zh

    @property
    def section(self) -> str:
        return self.section_en if _english() else self.section_zh


def _english() -> bool:
    return (get_language() or "").startswith("en")
