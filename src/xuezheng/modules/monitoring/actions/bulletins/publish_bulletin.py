"""Opening an issued bulletin with its figures to everybody, and closing it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.changing import bulletin_in_force, note, saved
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import can_publish_bulletin
from xuezheng.modules.monitoring.refusals import MayNotPublishBulletins


@transaction.atomic
def publish_bulletin(*, post: ActingPost, bulletin_id: UUID, version: int, at: datetime) -> Bulletin:
    """Its figures were withheld where they tell of few people when they were gathered: none is looked up again."""
    bulletin = _to_open(post, bulletin_id, version=version)
    saved(bulletin, published=True, published_at=at)
    note("publish_bulletin", post=post, bulletin=bulletin, at=at)
    return bulletin


@transaction.atomic
def close_publication(*, post: ActingPost, bulletin_id: UUID, version: int, at: datetime) -> Bulletin:
    bulletin = _to_open(post, bulletin_id, version=version)
    saved(bulletin, published=False)
    note("close_publication", post=post, bulletin=bulletin, at=at)
    return bulletin


def _to_open(post: ActingPost, bulletin_id: UUID, *, version: int) -> Bulletin:
    bulletin = bulletin_in_force(post, bulletin_id, version=version)
    if not can_publish_bulletin(post, bulletin):
        raise MayNotPublishBulletins
    return bulletin
