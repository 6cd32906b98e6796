"""Posts: what a person acts under."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.people.models.person import Person
from xuezheng.kernel.people.models.retention import DUTY, WHILE_EMPLOYED
from xuezheng.kernel.people.roles import role
from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.kernel.units.models import Unit


class Post(ScopedModel):
    """A role at a unit held by a person for a time, half open. `unit_path` is the unit's path: of today while it lasts, then
    of its last day.

    The person's record belongs to the home unit and is not readable at another unit, nor is that unit always readable at
    home. So a post says itself what both may know: the names of person and unit. `home_path` lets the home unit see where
    its people hold posts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_name = models.CharField(pgettext_lazy("person", "name"), max_length=60, db_collation="C")
    home_path = path_field(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    unit_name = models.CharField(_("unit"), max_length=120)
    role = models.CharField(_("role"), max_length=40)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"), null=True)
    granted_by = models.UUIDField(null=True)
    """The post that granted it; none where the platform itself did."""
    version = models.PositiveIntegerField(default=1)

    personal_data = {
        "person_name": PersonalField(category=Category.IDENTITY, retention=WHILE_EMPLOYED, basis=DUTY),
        "role": PersonalField(category=Category.WORK, retention=WHILE_EMPLOYED, basis=DUTY),
    }

    class Meta:
        db_table = "people_post"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="post_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(valid_to=None),
                name="one_open_post_per_role_and_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "valid_to"], name="post_by_unit"),
            models.Index(fields=["person_name", "id"], name="post_by_name"),
        ]

    @property
    def role_name(self) -> str:
        """The role's name in the reader's language."""
        return role(self.role).name

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_path}"
