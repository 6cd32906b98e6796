"""Saying why no indicator can measure a target; dated evidence then takes the place of a value."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.targets.locking import note_target, own_target
from xuezheng.modules.plans.events import TargetBound
from xuezheng.modules.plans.models import Target

SHORTEST, LONGEST = 6, 300


class ReasonIsMissing(Refusal):
    """That something cannot be measured is a claim, and a claim has a reason."""


@transaction.atomic
def state_unmeasurable(*, post: ActingPost, target_id: UUID, version: int, reason: str, at: datetime) -> Target:
    target = own_target(post, target_id, version=version)
    reason = " ".join(reason.split())
    if not SHORTEST <= len(reason) <= LONGEST:
        raise ReasonIsMissing(
            _("The reason “%(reason)s” has %(count)d characters; write between %(least)d and %(most)d.")
            % {"reason": reason[:20], "count": len(reason), "least": SHORTEST, "most": LONGEST},
            field="reason",
        )
    before = {"indicator_code": target.indicator_code, "unmeasurable": target.unmeasurable}
    was_bound = target.indicator_code != ""
    target.indicator_code, target.unmeasurable = "", reason
    target.version += 1
    target.save(update_fields=["indicator_code", "unmeasurable", "version"])
    note_target("state_unmeasurable", post=post, target=target, at=at, before=before, after={"unmeasurable": reason})
    if was_bound:
        announce(TargetBound(target_id=str(target.id), indicator_code="", unit_path=target.unit_path), at=at)
    return target
