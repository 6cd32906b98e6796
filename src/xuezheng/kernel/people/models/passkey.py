"""Passkeys: keys held by a device or a key ring, which sign in without a password."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.retention import SECURITY
from xuezheng.kernel.people.models.second_factor import UNTIL_REMOVED
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField


class Passkey(ScopedModel):
    """A public key registered for an account (WebAuthn Level 2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    transports = ArrayField(models.CharField(max_length=20))
    backed_up = models.BooleanField()
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    personal_data = {
        "credential_id": PersonalField(category=Category.CREDENTIAL, retention=UNTIL_REMOVED, basis=SECURITY),
        "public_key": PersonalField(category=Category.CREDENTIAL, retention=UNTIL_REMOVED, basis=SECURITY),
        "used_at": PersonalField(category=Category.CONDUCT, retention=UNTIL_REMOVED, basis=SECURITY),
    }

    class Meta:
        db_table = "people_passkey"

    def __str__(self) -> str:
        return self.name
