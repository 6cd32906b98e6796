"""The CIO that an act changes: found, allowed, locked, fresh."""

from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.keeping import locked
from xuezheng.modules.organisation.models import Cio
from xuezheng.modules.organisation.policies.reach import can_keep
from xuezheng.modules.organisation.queries.lookup import get_cio
from xuezheng.modules.organisation.refusals import IsNotYours


def cio_to_change(post: ActingPost, cio_id: UUID, *, version: int | None = None) -> Cio:
    seen = get_cio(post, cio_id)
    if not can_keep(post, seen):
        raise IsNotYours(seen.name, seen.unit.name)
    cio = locked(Cio.objects.all(), cio_id, version=version)
    cio.unit = seen.unit
    return cio
