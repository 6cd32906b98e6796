"""Handing out a package: what goes out, and to whom it was given, stands in the journal."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.packages.container import pack
from xuezheng.modules.monitoring.packages.gathering import gather
from xuezheng.modules.monitoring.policies.packages import check_exchanges_packages


@transaction.atomic
def export_package(*, post: ActingPost, year: int, kinds: Collection[str], source: str, at: datetime) -> bytes:
    check_exchanges_packages(post)
    package = gather(post, year=year, kinds=kinds, source=source)
    record(
        post=post,
        at=at,
        act="monitoring.export_package",
        object_kind="monitoring.package",
        object_id=str(year),
        object_name=str(year),
        unit_path=post.scope_path,
        after={"year": year, "parts": len(package.parts)},
    )
    return pack(package)
