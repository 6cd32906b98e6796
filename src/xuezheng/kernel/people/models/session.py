"""Sessions: where an account is signed in, so that its owner can see and end each."""

import uuid

from django.db import models

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.retention import SECURITY
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField

UNTIL_ENDED = "until the session ends"


class Session(ScopedModel):
    """One browser. Only a hash of its cookie is kept; a row without account belongs to somebody still signing in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", null=True)
    data = models.TextField()
    means = models.CharField(max_length=20, blank=True)
    """What was shown to sign in: password, totp, recovery, passkey."""
    origin = models.CharField(max_length=60, blank=True)
    device = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    personal_data = {
        "origin": PersonalField(category=Category.CONDUCT, retention=UNTIL_ENDED, basis=SECURITY),
        "device": PersonalField(category=Category.CONDUCT, retention=UNTIL_ENDED, basis=SECURITY),
        "seen_at": PersonalField(category=Category.CONDUCT, retention=UNTIL_ENDED, basis=SECURITY),
    }

    class Meta:
        db_table = "people_session"
        indexes = [models.Index(fields=["expires_at"], name="session_by_expiry")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.started_at:%Y-%m-%d %H:%M}"
