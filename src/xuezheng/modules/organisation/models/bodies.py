"""Bodies that lead, coordinate or carry the work at a unit, and who has sat in them from when to when."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.people.models import Person
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.models.retention import NAME, WORK


class Body(ScopedModel):
    """In being from `founded_on` up to, not including, `dissolved_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(_("kind of body"), max_length=40)
    """A code of catalog/body_kinds.yaml."""
    name = models.CharField(_("name of the body"), max_length=120)
    doc_number = models.CharField(_("founding document"), max_length=60, blank=True)
    duties = models.TextField(pgettext_lazy("body", "duties"), blank=True)
    founded_on = models.DateField(_("founded on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "organisation_body"
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gt=F("founded_on")), name="body_ends_after_founding"
            ),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(dissolved_on=None), name="one_body_of_a_name_in_being"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "kind"], name="body_by_place"),
            models.Index(fields=["founded_on", "id"], name="body_by_day"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(ScopedModel):
    """A seat in a body, half open in time. `unit_path` is the body's. The name is of the time of the appointment."""

    class Role(models.TextChoices):
        CHAIR = "chair", pgettext_lazy("body", "chair")
        DEPUTY = "deputy", pgettext_lazy("body", "deputy chair")
        MEMBER = "member", pgettext_lazy("body", "member")
        SECRETARY = "secretary", pgettext_lazy("body", "head of the office")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("seat"), max_length=12, choices=Role.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    """Where somebody registered is meant; others sit in it by name only."""
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    duty = models.CharField(_("office held"), max_length=120, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True)

    personal_data = {"name": NAME, "duty": WORK, "role": WORK}

    class Meta:
        db_table = "organisation_member"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="seat_ends_after_beginning"
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(valid_to=None, role="chair"), name="one_chair_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["body", "valid_from"], name="member_by_body")]

    def __str__(self) -> str:
        return self.name
