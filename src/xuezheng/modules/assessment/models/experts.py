"""The register of experts: persons with a post on the platform, and outside experts whose reviews the office enters."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.people.models import Person
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.kernel.units.models import Unit

REGISTERED = PersonalField(
    category=Category.IDENTITY, retention="as long as the rounds are kept", basis="performance of duties"
)


class Expert(ScopedModel):
    """`unit_path` is that of the administration which keeps the register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """Empty for an outside expert."""
    home_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    """Where the expert belongs: nobody reviews the own unit, those under it, or those it stands under."""
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    fields = ArrayField(models.CharField(max_length=40), verbose_name=_("fields of work"), default=list)
    avoids = ArrayField(models.BigIntegerField(), verbose_name=_("units to keep away from"), default=list)
    """Declared by the expert: former workplaces, contracts, relatives."""
    avoids_reason = models.CharField(_("reason of keeping away"), max_length=300, blank=True)
    registered_at = models.DateTimeField(_("registered at"))
    left_at = models.DateTimeField(_("left at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"name": REGISTERED, "organisation": REGISTERED, "avoids_reason": REGISTERED}

    class Meta:
        db_table = "assessment_expert"
        constraints = [
            models.UniqueConstraint(fields=["unit", "person"], condition=Q(left_at=None), name="registered_once")
        ]
        indexes = [models.Index(fields=["unit_path", "name", "id"], name="expert_by_name")]

    def __str__(self) -> str:
        return self.name
