"""Withdrawing what was issued: it stays readable for those who got it, marked and with the reason; its publication ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.bulletins.telling import tell_withdrawn
from xuezheng.modules.monitoring.changing import bulletin_in_force, note, saved
from xuezheng.modules.monitoring.events import BulletinWithdrawn
from xuezheng.modules.monitoring.models import Bulletin

LONGEST = 500


@transaction.atomic
def withdraw_bulletin(*, post: ActingPost, bulletin_id: UUID, version: int, reason: str, at: datetime) -> Bulletin:
    bulletin = bulletin_in_force(post, bulletin_id, version=version)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise Refusal(_("Say in at most %(most)s characters why it is withdrawn.") % {"most": LONGEST}, field="reason")
    saved(bulletin, withdrawn_at=at, withdrawal_reason=reason, published=False)
    note("withdraw_bulletin", post=post, bulletin=bulletin, at=at, after={"reason": reason})
    announce(
        BulletinWithdrawn(
            unit_path=bulletin.unit_path, bulletin_id=str(bulletin.id), subject_path=bulletin.subject_path
        ),
        at=at,
    )
    tell_withdrawn(bulletin, at=at)
    return bulletin
