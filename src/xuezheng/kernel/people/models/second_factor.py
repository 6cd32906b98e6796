"""Second factors beside the password: an authenticator app, and codes for the day it is lost."""

import uuid

from django.db import models

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.retention import SECURITY
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField

UNTIL_REMOVED = "until removed"


class Authenticator(ScopedModel):
    """An app that shows time-based codes (RFC 6238). Its secret is encrypted with a key that is not in the database."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    secret = models.BinaryField()
    last_step = models.BigIntegerField()
    """The time step of the last accepted code: no code of it or before it is accepted again."""
    confirmed_at = models.DateTimeField()

    personal_data = {
        "secret": PersonalField(category=Category.CREDENTIAL, retention=UNTIL_REMOVED, basis=SECURITY),
    }

    class Meta:
        db_table = "people_authenticator"

    def __str__(self) -> str:
        return f"authenticator of {self.account_id}"


class RecoveryCode(ScopedModel):
    """A code that opens once in place of a second factor. Only a keyed hash of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    personal_data = {
        "code_hash": PersonalField(category=Category.CREDENTIAL, retention=UNTIL_REMOVED, basis=SECURITY),
    }

    class Meta:
        db_table = "people_recovery_code"
        constraints = [
            models.UniqueConstraint(fields=["account", "code_hash"], name="recovery_code_once_per_account"),
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"
