"""A review: one expert's judgement of one unit. A draft is the expert's alone until it is handed in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField
from xuezheng.modules.assessment.models.experts import Expert
from xuezheng.modules.assessment.models.results import AssessedUnit
from xuezheng.modules.assessment.models.rounds import Round, RoundItem

JUDGED = PersonalField(
    category=Category.IDENTITY,
    retention="as long as the rounds are kept",
    basis="answering for a statement made in office",
)


class Review(ScopedModel):
    """`unit_path` is the expert's own unit, or the round's for an outside expert: the assessed unit never sees who reviews it.

    `paper` is what the expert is given, by the code of the item: what the unit said and what the records show.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    assessed = models.ForeignKey(AssessedUnit, on_delete=models.CASCADE, related_name="+", db_index=False)
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="+")
    issuer_path = path_field()
    person_uuid = models.UUIDField(null=True)
    expert_name = models.CharField(_("expert"), max_length=60)
    unit_name = models.CharField(_("assessed unit"), max_length=120)
    paper = models.JSONField(default=dict)
    assigned_at = models.DateTimeField(_("assigned at"))
    changed_at = models.DateTimeField(_("changed at"), null=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True)
    entered_by = models.CharField(_("entered by"), max_length=60, blank=True)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2, null=True)
    words = models.TextField(_("opinion in words"), blank=True)
    return_reason = models.CharField(_("reason of the return"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawal_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"person_uuid": JUDGED, "expert_name": JUDGED, "entered_by": JUDGED}

    class Meta:
        db_table = "assessment_review"
        constraints = [
            models.UniqueConstraint(
                fields=["assessed", "expert"], condition=Q(withdrawn_at=None), name="reviewed_once_by_an_expert"
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(withdrawn_at=None), name="review_handed_in_or_withdrawn"
            ),
        ]
        indexes = [models.Index(fields=["person_uuid", "round"], name="review_by_person")]

    def __str__(self) -> str:
        return f"{self.unit_name} · {self.expert_name}"


class ReviewLine(ScopedModel):
    """One item of a review. `unit_path` and `issuer_path` as its review has them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(RoundItem, on_delete=models.CASCADE, related_name="+")
    issuer_path = path_field()
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True)
    remark = models.TextField(_("what was seen"), blank=True)
    demand = models.TextField(_("demanded rectification"), blank=True)

    personal_data = NONE

    class Meta:
        db_table = "assessment_review_line"
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="one_review_line_an_item")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.item_id}"
