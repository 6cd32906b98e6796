"""The register of CIOs: which leader of a unit answers for its digitalisation, and how that leader was trained."""

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


class Cio(ScopedModel):
    """One leader named as CIO of a unit for a time, half open. A unit has one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60, db_collation="C")
    duty = models.CharField(_("office held"), max_length=120)
    doc_number = models.CharField(_("document of the appointment"), max_length=60, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True)
    trained_on = models.DateField(_("last trained on"), null=True)
    """The newest of the trainings below, repeated so that registers and coverage need no second table."""
    version = models.PositiveIntegerField(default=1)

    personal_data = {"name": NAME, "duty": WORK, "trained_on": WORK}

    class Meta:
        db_table = "organisation_cio"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="cio_ends_after_beginning"
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="one_cio_a_unit"),
        ]
        indexes = [
            models.Index(fields=["unit_path", "valid_to"], name="cio_by_place"),
            models.Index(fields=["valid_from", "id"], name="cio_by_day"),
        ]

    def __str__(self) -> str:
        return self.name


class CioTraining(ScopedModel):
    """A training that a CIO took part in. `unit_path` is the CIO's. Files that show it are attached to the CIO."""

    cio = models.ForeignKey(Cio, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("training"), max_length=200)
    trained_on = models.DateField(_("trained on"))
    certificate = models.CharField(_("certificate"), max_length=60, blank=True)

    personal_data = NONE

    class Meta:
        db_table = "organisation_cio_training"
        indexes = [models.Index(fields=["cio", "trained_on"], name="training_by_cio")]

    def __str__(self) -> str:
        return self.title
