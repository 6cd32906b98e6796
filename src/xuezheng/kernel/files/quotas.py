"""How much a unit keeps and may keep. Counted under a lock, so that two uploads at once cannot pass the limit together."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from xuezheng.kernel.files.models import StoredContent
from xuezheng.kernel.files.types import MEGABYTE


@dataclass(frozen=True, kw_only=True)
class Quota:
    """In bytes."""

    used: int
    most: int

    @property
    def free(self) -> int:
        return max(self.most - self.used, 0)

    @property
    def percent(self) -> int:
        return min(round(self.used * 100 / self.most), 100) if self.most else 100


def quota_of(unit_path: str) -> Quota:
    used = StoredContent.objects.filter(unit_path=unit_path).aggregate(total=Sum("size"))["total"]
    return Quota(used=used or 0, most=settings.FILES_QUOTA_MB * MEGABYTE)


def lock_contents_of(unit_path: str) -> None:
    """Until the transaction ends, nobody else adds to or takes from the unit's contents."""
    _lock(f"files of {unit_path}")


def lock_content(sha256: str) -> None:
    """Until the transaction ends, the sweep does not look at this content, nor two writers."""
    _lock(f"content {sha256}")


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20260903))", [name])
