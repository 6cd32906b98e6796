"""What a scoped table is, and grants that share a unit's rows with another unit."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from xuezheng.kernel.scope import lookups  # noqa: F401 - known to every model once it is imported
from xuezheng.kernel.scope.privacy import NONE, PersonalField


def path_field(**options: Any) -> "models.CharField[str, str]":
    """A unit's dotted path, in C collation so that a prefix is an index range: 'cn.41.4105.410522.u00041.'."""
    return models.CharField(max_length=200, db_collation="C", **options)


class ScopedModel(models.Model):
    """A row that belongs to a unit. Its migration must call `scope_table`; the architecture test sees to it."""

    unit_path = path_field(db_index=True)
    personal_data: ClassVar[dict[str, PersonalField]]

    class Meta:
        abstract = True


class Grant(ScopedModel):
    """Rows of `unit_path` are readable for the posts whose unit is `grantee_path`, until it ends, for a stated reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grantee_path = path_field(db_index=True)
    reason = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    personal_data = NONE

    class Meta:
        db_table = "scope_grant"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="grant_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_path} → {self.grantee_path}"
