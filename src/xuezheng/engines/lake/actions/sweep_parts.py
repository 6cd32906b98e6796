"""Sweeping the store: snapshots beyond those kept, and files that belong to no snapshot."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from xuezheng.engines.lake import store
from xuezheng.engines.lake.models import Part, Snapshot

GRACE = timedelta(hours=24)
"""Far longer than any load: its files are written before the database names them."""


def sweep_files(*, at: datetime) -> int:
    """Remove files in no snapshot, written before the grace. In a binding that sees the whole tree. Returns how many."""
    named = {str(part_id) for part_id in Part.objects.values_list("id", flat=True)}
    stray = [path for path in store.files_older_than(at - GRACE) if path.stem not in named]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)


@transaction.atomic
def forget_snapshots() -> int:
    """Keep the newest of each table and period, as many as the setting says. Returns how many parts were let go; their files
    go with the next sweep, so that whoever reads them now can finish."""
    newest = Snapshot.objects.values_list("table", "period").annotate(last=Max("number"))
    return sum(_forget(table, period, before=last - settings.LAKE_SNAPSHOTS_KEPT + 1) for table, period, last in newest)


def _forget(table: str, period: str, *, before: int) -> int:
    Snapshot.objects.filter(table=table, period=period, number__lt=before, is_kept=True).update(is_kept=False)
    gone: list[UUID] = list(
        Part.objects.filter(table=table, period=period, dropped_in__lte=before).values_list("id", flat=True)
    )
    Part.objects.filter(id__in=gone).delete()
    return len(gone)
