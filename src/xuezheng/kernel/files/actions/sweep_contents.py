"""Taking from the store what no row speaks of any more: rolled-back uploads, removed files, broken-off transfers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from xuezheng.kernel.files.models import StoredContent
from xuezheng.kernel.files.quotas import lock_content
from xuezheng.kernel.files.receiving import incoming
from xuezheng.kernel.files.stores.chosen import store

SPARED_FOR = timedelta(days=1)
"""Also keeps a removed file for a day, should a backup be restored or a removal regretted."""


def orphans(*, at: datetime) -> Iterator[str]:
    """Contents old enough to be swept, as the store lists them; each is checked again under its lock."""
    return (kept.sha256 for kept in store().contents() if kept.kept_at < at - SPARED_FOR)


def sweep_content(sha256: str) -> bool:
    """Within a transaction bound to the whole tree: another unit's row keeps the content too."""
    lock_content(sha256)
    if StoredContent.objects.filter(sha256=sha256).exists():
        return False
    store().delete(sha256)
    return True


def sweep_incoming(*, at: datetime) -> int:
    old = [path for path in incoming().iterdir() if path.stat().st_mtime < (at - SPARED_FOR).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
