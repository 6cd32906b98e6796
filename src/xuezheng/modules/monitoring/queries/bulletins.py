"""One bulletin or batch, or a refusal that does not tell whether it exists elsewhere."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level, UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.policies.bulletins import (
    bulletin_batches_visible_to,
    bulletins_visible_to,
    published_bulletins,
)
from xuezheng.modules.monitoring.refusals import BatchIsAbsent, BulletinIsAbsent, BulletinIsNotPublished


def get_bulletin(post: ActingPost, bulletin_id: UUID) -> Bulletin:
    return first_or_refused(bulletins_visible_to(post).filter(id=bulletin_id), BulletinIsAbsent)


def get_published_bulletin(bulletin_id: UUID) -> Bulletin:
    return first_or_refused(published_bulletins().filter(id=bulletin_id), BulletinIsNotPublished)


def get_batch(post: ActingPost, batch_id: UUID) -> BulletinBatch:
    return first_or_refused(bulletin_batches_visible_to(post).filter(id=batch_id), BatchIsAbsent)


BUREAUS = {Level.CITY: UnitKind.CITY_BUREAU, Level.COUNTY: UnitKind.COUNTY_BUREAU}
LEVELS_BELOW = {Level.PROVINCE: (Level.CITY, Level.COUNTY), Level.CITY: (Level.COUNTY,)}


def bureaus_below(post: ActingPost, level: str) -> QuerySet[Unit]:
    """Administrations of that level in the post's subtree, in tree order; none of its own level."""
    within = units_visible_to(post).filter(unit_path__gt=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    return within.filter(kind=BUREAUS[Level(level)], closed_on=None).order_by("unit_path")
