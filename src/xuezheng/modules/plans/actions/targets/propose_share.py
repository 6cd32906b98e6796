"""The unit asked for a share proposes another value, with its reason."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.targets.locking import check_plan_lives, note_target
from xuezheng.modules.plans.actions.targets.shares import check_share_value, found_share, locked_share
from xuezheng.modules.plans.models import TargetShare
from xuezheng.modules.plans.policies.evidence import can_propose_share


class ProposalIsUnfit(Refusal):
    """A proposal says why."""


@transaction.atomic
def propose_share(
    *, post: ActingPost, share_id: UUID, version: int, value: Decimal, reason: str, at: datetime
) -> TargetShare:
    if not can_propose_share(post, found_share(post, share_id)):
        raise NotAllowed(_("Only the unit that is asked for a share may propose another value."))
    share = locked_share(post, share_id, version=version)
    check_plan_lives(share.target.plan)
    if share.method != TargetShare.Method.NEGOTIATED:
        raise Conflict(_("This share was set, not put up for negotiation. Speak with the unit that issued the plan."))
    if share.agreed_at is not None:
        raise Conflict(
            _("This share was agreed on %(day)s at %(value)s. Ask the unit that issued the plan to open it again.")
            % {"day": today(share.agreed_at).isoformat(), "value": f"{share.value.normalize():f}"}
        )
    reason = " ".join(reason.split())
    check_share_value(share.target, value)
    if not reason:
        raise ProposalIsUnfit(_("The reason is empty; say why this value is right for your unit."), field="reason")
    share.proposed_value, share.reason = value, reason[:300]
    share.version += 1
    share.save(update_fields=["proposed_value", "reason", "version"])
    after = {"proposed_value": str(value), "reason": share.reason}
    note_target("propose_share", post=post, target=share.target, at=at, unit_path=share.unit_path, after=after)
    return share
