"""Failed attempts to sign in, counted so that guessing slows down for the guesser and for nobody else."""

from django.db import models

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.retention import SECURITY
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField


class AttemptCount(ScopedModel):
    """One count: of a name from a network, of an origin, of a known device … `key` is a keyed hash of what is counted."""

    key = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", null=True)
    """Empty for names nobody has, which are counted like all others."""
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()

    personal_data = {
        "failed_at": PersonalField(category=Category.CONDUCT, retention="two days", basis=SECURITY),
    }

    class Meta:
        db_table = "people_attempt_count"
        indexes = [models.Index(fields=["failed_at"], name="attempts_by_time")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.failures}"
