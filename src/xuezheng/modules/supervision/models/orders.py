"""Supervision orders and what units reply to them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.kernel.units.models import Unit


class Order(ScopedModel):
    """An order to one unit: `unit_path` is that unit's, so that it and those above it see the order, and nobody beside.

    What an order is about lies in another module: it is named by its id, and copied as facts as they stood at the issue.
    """

    class Subject(models.TextChoices):
        ASSIGNMENT = "assignment", _("a unit's share in a task")
        TASK = "task", _("a task")
        FINDING = "finding", _("a finding of special supervision")
        FREE = "free", _("another matter")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """To whom it is addressed."""
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """The administration that issues it; an office writes in its department's name."""
    issuer_path = path_field()
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("number in the year"))
    subject = models.CharField(_("about"), max_length=12, choices=Subject.choices)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(_("matter"), max_length=300)
    facts = models.JSONField(default=dict)
    """What was established, as it stood at the issue. Never changed."""
    statement = models.TextField(_("facts in words"), blank=True)
    demand = models.TextField(_("demanded action"))
    due_on = models.DateField(_("reply until"))
    issued_at = models.DateTimeField(_("issued at"))
    person_name = models.CharField(_("issued by"), max_length=100)
    replied_at = models.DateTimeField(_("replied at"), null=True)
    """Of the reply that stands; empty again when it was returned."""
    replied_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    closing_words = models.TextField(_("words of closing"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY, retention="as long as the order is kept", basis="performance of duties"
        )
    }

    class Meta:
        db_table = "supervision_order"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "serial"], name="one_order_a_number"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(withdrawn_at=None), name="order_is_closed_or_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("issued_at")), name="order_closes_after_issue"
            ),
            models.UniqueConstraint(
                fields=["issuer", "subject_id"],
                condition=Q(subject="assignment", closed_at=None, withdrawn_at=None),
                name="one_open_order_a_share",
            ),
        ]
        indexes = [
            models.Index(fields=["issued_at", "id"], name="order_by_issue"),
            models.Index(fields=["issuer_path", "due_on"], name="order_by_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """As official documents are numbered: by year, then counted."""
        return f"督办〔{self.year}〕{self.serial}号"


class OrderReply(ScopedModel):
    """One reply of the unit; a returned one stays with the reason. `unit_path` is the order's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("reply"))
    person_name = models.CharField(_("replied by"), max_length=100)
    replied_at = models.DateTimeField(_("replied at"))
    returned_at = models.DateTimeField(_("returned at"), null=True)
    return_reason = models.TextField(_("reason of the return"), blank=True)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY, retention="as long as the order is kept", basis="performance of duties"
        )
    }

    class Meta:
        db_table = "supervision_order_reply"
        indexes = [models.Index(fields=["order", "replied_at"], name="reply_by_order")]

    def __str__(self) -> str:
        return self.text[:60]
