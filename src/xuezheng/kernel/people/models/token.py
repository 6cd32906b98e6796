"""API tokens: how a program acts under a post."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.models.account import Account
from xuezheng.kernel.people.models.post import Post
from xuezheng.kernel.people.models.retention import SECURITY, WHILE_EMPLOYED
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import Category, PersonalField


class ApiToken(ScopedModel):
    """A secret a program shows. `unit_path` is the post's; what it may is listed here and still held by the post's role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", verbose_name=_("post"))
    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    """The last characters, so that its owner can tell one token from another."""
    permissions = ArrayField(models.CharField(max_length=80), verbose_name=_("permissions"))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=60, blank=True)
    """Where it was last used from."""

    personal_data = {
        "token_hash": PersonalField(category=Category.CREDENTIAL, retention=WHILE_EMPLOYED, basis=SECURITY),
        "used_at": PersonalField(category=Category.CONDUCT, retention=WHILE_EMPLOYED, basis=SECURITY),
        "origin": PersonalField(category=Category.CONDUCT, retention=WHILE_EMPLOYED, basis=SECURITY),
    }

    class Meta:
        db_table = "people_api_token"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_expires_after_creation")
        ]

    def __str__(self) -> str:
        return f"{self.name} …{self.ending}"
