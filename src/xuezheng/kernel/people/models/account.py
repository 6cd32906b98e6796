"""Accounts: what a person signs in with."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.models.person import Person
from xuezheng.kernel.people.models.retention import DUTY, SECURITY, WHILE_EMPLOYED
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField


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
        "last_login": PersonalField(category=Category.CONDUCT, retention=WHILE_EMPLOYED, basis=SECURITY),
    }

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        db_table = "people_account"

    def __str__(self) -> str:
        return self.username
