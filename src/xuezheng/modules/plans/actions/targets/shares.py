"""Locking one share, what proposing and agreeing begin with; and which values a share may have."""

from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import PERCENT
from xuezheng.modules.plans.models import Target, TargetShare
from xuezheng.modules.plans.policies.evidence import shares_visible_to

WHOLE = Decimal(100)


class ShareValueIsUnfit(Refusal):
    """A share is no negative number, and no more than all of what there is."""


def found_share(post: ActingPost, share_id: UUID) -> TargetShare:
    share = shares_visible_to(post).select_related("target__plan").filter(id=share_id).first()
    if share is None:
        raise NotFound(_("There is no such share, or it is not within what your post may see."))
    return share


def locked_share(post: ActingPost, share_id: UUID, *, version: int) -> TargetShare:
    """For who may see it."""
    found_share(post, share_id)
    share = TargetShare.objects.select_related("target__plan", "unit").select_for_update(of=("self",)).get(id=share_id)
    if share.version != version:
        raise VersionIsStale(_("Somebody changed this share in the meantime. Look at the change, then decide again."))
    return share


def check_share_value(target: Target, value: Decimal) -> None:
    if value < 0:
        raise ShareValueIsUnfit(
            _("“%(value)s” is negative; a share is zero or more.") % {"value": value}, field="value"
        )
    if target.kind == Target.Kind.RATIO and target.measure == PERCENT and value > WHOLE:
        raise ShareValueIsUnfit(
            _("“%(value)s” is more than all of them; a share of this target is 100%% at most.")
            % {"value": f"{value.normalize():f}"},
            field="value",
        )
