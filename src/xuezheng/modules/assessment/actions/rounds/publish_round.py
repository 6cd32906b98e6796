"""Publishing a concluded round: the ranking is read by all below, each unit reads what was found there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import note, round_to_change, saved
from xuezheng.modules.assessment.deadlines import appeals_until
from xuezheng.modules.assessment.events import RoundPublished
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, Round
from xuezheng.modules.assessment.telling import ask_to_read, tell_results


@transaction.atomic
def publish_round(*, post: ActingPost, round_id: UUID, version: int | None, at: datetime) -> Round:
    row = round_to_change(post, round_id, version=version)
    if row.concluded_at is None or row.published_at is not None:
        raise Conflict(_("“%(title)s” is published already, or not concluded yet.") % {"title": row.title})
    saved(row, published_at=at, appeal_until=appeals_until(row.unit_path, at))
    AssessedUnit.objects.filter(round=row).update(shared=True)
    ItemResult.objects.filter(assessed__round=row).update(shared=True)
    assessed = list(AssessedUnit.objects.filter(round=row).order_by("rank", "unit_path"))
    note("publish_round", post=post, row=row, at=at, after={"units": len(assessed), "appeal_until": row.appeal_until})
    announce(RoundPublished(unit_path=row.unit_path, round_id=str(row.id), units=len(assessed)), at=at)
    tell_results(row, assessed, at=at)
    ask_to_read(row, assessed, at=at)
    return row
