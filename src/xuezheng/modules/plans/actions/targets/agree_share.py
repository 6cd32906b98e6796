"""The issuing unit agrees to a share, at the value proposed or at its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.targets.locking import check_plan_lives, note_target
from xuezheng.modules.plans.actions.targets.shares import found_share, locked_share
from xuezheng.modules.plans.models import TargetShare
from xuezheng.modules.plans.policies.plans import can_change_plan


@transaction.atomic
def agree_share(*, post: ActingPost, share_id: UUID, version: int, as_proposed: bool, at: datetime) -> TargetShare:
    if not can_change_plan(post, found_share(post, share_id).target.plan):
        raise NotAllowed(_("Only the unit that issued the plan may agree to a share."))
    share = locked_share(post, share_id, version=version)
    check_plan_lives(share.target.plan)
    if share.agreed_at is not None:
        raise Conflict(_("This share was agreed already."))
    if as_proposed and share.proposed_value is None:
        raise Conflict(_("%(unit)s proposed no other value.") % {"unit": share.unit.name})
    before = {"value": str(share.value)}
    if as_proposed and share.proposed_value is not None:
        share.value = share.proposed_value
    share.agreed_at = at
    share.version += 1
    share.save(update_fields=["value", "agreed_at", "version"])
    note_target(
        "agree_share",
        post=post,
        target=share.target,
        at=at,
        unit_path=share.unit_path,
        before=before,
        after={"value": str(share.value)},
    )
    return share
