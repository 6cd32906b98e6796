"""Persons: one human being, one number."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.people.models.retention import DUTY, WHILE_EMPLOYED
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.kernel.units.models import Unit


class Person(ScopedModel):
    """A human being, once, under one number for life. `unit_path` is the home unit, which keeps the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("person number"), max_length=20, unique=True, db_collation="C")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60, db_collation="C")
    initials = models.CharField(max_length=60, editable=False, db_collation="C")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("home unit"))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    left_on = models.DateField(_("left on"), null=True)
    synthetic = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    personal_data = {
        "number": PersonalField(category=Category.IDENTITY, retention=WHILE_EMPLOYED, basis=DUTY),
        "name": PersonalField(category=Category.IDENTITY, retention=WHILE_EMPLOYED, basis=DUTY),
        "initials": PersonalField(category=Category.IDENTITY, retention=WHILE_EMPLOYED, basis=DUTY),
        "phone": PersonalField(category=Category.CONTACT, retention=WHILE_EMPLOYED, basis=DUTY),
        "email": PersonalField(category=Category.CONTACT, retention=WHILE_EMPLOYED, basis=DUTY),
    }

    class Meta:
        db_table = "people_person"
        indexes = [
            models.Index(fields=["name", "id"], name="person_by_name"),
            models.Index(fields=["initials"], name="person_by_initials"),
        ]

    def __str__(self) -> str:
        return self.name
