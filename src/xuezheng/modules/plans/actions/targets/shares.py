"""Locking one share: what proposing and agreeing begin with."""

from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import TargetShare
from xuezheng.modules.plans.policies.evidence import shares_visible_to


def locked_share(post: ActingPost, share_id: UUID, *, version: int) -> TargetShare:
    rows = shares_visible_to(post).select_related("target__plan", "unit").select_for_update(of=("self",))
    share = rows.filter(id=share_id).first()
    if share is None:
        raise NotFound(_("There is no such share, or it is not within what your post may see."))
    if share.version != version:
        raise VersionIsStale(_("Somebody changed this share in the meantime. Reload the page, then decide again."))
    return share
