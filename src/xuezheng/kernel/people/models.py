"""Persons, their accounts, and the posts they hold."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.kernel.units.models import Unit

WHILE_EMPLOYED = "while in service, then two years"
DUTY = "performing statutory duties (PIPL Art. 13 (3))"


class Person(ScopedModel):
    """A human being, once, under one number for life. `unit_path` is the home unit, which keeps the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("person number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    initials = models.CharField(max_length=60, editable=False)
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


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by sign-in name; accounts are opened by the action, never here."""


class Account(AbstractBaseUser, ScopedModel):
    """What a person signs in with. `unit_path` follows the person's home unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    synthetic = models.BooleanField(default=False)

    personal_data = {
        "username": PersonalField(category=Category.IDENTITY, retention=WHILE_EMPLOYED, basis=DUTY),
        "password": PersonalField(category=Category.CREDENTIAL, retention="until changed", basis=DUTY),
        "last_login": PersonalField(category=Category.CONDUCT, retention=WHILE_EMPLOYED, basis="security duty"),
    }

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        db_table = "people_account"

    def __str__(self) -> str:
        return self.username


class Post(ScopedModel):
    """A role at a unit held by a person for a time, half open. `unit_path` is the unit's path of the time it was granted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=40)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"), null=True)
    granted_by = models.UUIDField(null=True)
    """The post that granted it; none where the platform itself did."""
    version = models.PositiveIntegerField(default=1)

    personal_data = {
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
        indexes = [models.Index(fields=["unit", "valid_to"], name="post_by_unit")]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_path}"
