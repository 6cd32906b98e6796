"""Taking a package in: the chosen parts and no others, all or none. Definitions become versions, forms become drafts."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.actions.packages.taking import take_parts, word_alone
from xuezheng.modules.monitoring.packages.comparing import compare
from xuezheng.modules.monitoring.packages.container import fingerprint, unpack
from xuezheng.modules.monitoring.policies.packages import check_exchanges_packages


@transaction.atomic
def import_package(*, post: ActingPost, data: bytes, chosen: Collection[str], at: datetime) -> int:
    """How many parts were taken. Compared again, since the installation may have changed since it was shown."""
    check_exchanges_packages(post)
    package = unpack(data)
    word_alone()
    takeable = {each.name for each in compare(post, package) if each.can_be_taken}
    if not chosen:
        raise Refusal(_("Choose at least one part."), field="chosen")
    if strange := sorted(set(chosen) - takeable):
        raise Refusal(
            _("“%(name)s” cannot be taken in, or is here already.") % {"name": strange[0][:80]}, field="chosen"
        )
    parts = {name: package.parts[name] for name in sorted(chosen)}
    take_parts(parts, post=post, origin=package.source or str(package.year), at=at)
    record(
        post=post,
        at=at,
        act="monitoring.import_package",
        object_kind="monitoring.package",
        object_id=str(package.year),
        object_name=f"{package.year} · {package.source}",
        unit_path=post.scope_path,
        after={
            "year": package.year,
            "source": package.source,
            "chosen": {name: fingerprint(text) for name, text in parts.items()},
        },
    )
    return len(parts)
