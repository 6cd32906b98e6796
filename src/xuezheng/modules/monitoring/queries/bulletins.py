"""One bulletin or batch, or a refusal that does not tell whether it exists elsewhere."""

from uuid import UUID

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.policies.bulletins import (
    bulletin_batches_visible_to,
    bulletins_visible_to,
    published_bulletins,
)
from xuezheng.modules.monitoring.refusals import BatchIsAbsent, BulletinIsAbsent


def get_bulletin(post: ActingPost, bulletin_id: UUID) -> Bulletin:
    return first_or_refused(bulletins_visible_to(post).filter(id=bulletin_id), BulletinIsAbsent)


def get_published_bulletin(bulletin_id: UUID) -> Bulletin:
    return first_or_refused(published_bulletins().filter(id=bulletin_id), BulletinIsAbsent)


def get_batch(post: ActingPost, batch_id: UUID) -> BulletinBatch:
    return first_or_refused(bulletin_batches_visible_to(post).filter(id=batch_id), BatchIsAbsent)
