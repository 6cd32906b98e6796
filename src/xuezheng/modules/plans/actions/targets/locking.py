"""What every act on a target begins and ends with: found, allowed, locked, of the version it was read in; then journaled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Plan, Target
from xuezheng.modules.plans.policies.parts import targets_visible_to
from xuezheng.modules.plans.policies.plans import can_change_plan


def own_target(post: ActingPost, target_id: UUID, *, version: int | None) -> Target:
    """A target of a plan the post's own unit writes, locked; a closed or superseded plan stays as it was.

    No version where a part of the target is changed that carries its own.
    """
    target = targets_visible_to(post).select_related("plan").filter(id=target_id).first()
    if target is None:
        raise NotFound(_("There is no such target, or it is not within what your post may see."))
    if not can_change_plan(post, target.plan):
        raise NotAllowed(_("Your post may see this target but not change it. It belongs to the plan of another unit."))
    target = Target.objects.select_for_update(of=("self",)).select_related("plan").get(id=target_id)
    if version is not None and target.version != version:
        raise VersionIsStale(
            _("Somebody changed the target “%(target)s” in the meantime. Look at the change, then decide again.")
            % {"target": target.phrase[:40]}
        )
    check_plan_lives(target.plan)
    return target


def check_plan_lives(plan: Plan) -> None:
    if plan.state in {Plan.State.CLOSED, Plan.State.SUPERSEDED}:
        raise Conflict(
            _("“%(plan)s” is %(state)s and stays as it was. Work with the plan that is in force.")
            % {"plan": plan.title, "state": plan.state.label}
        )


def note_target(
    act: str,
    *,
    post: ActingPost,
    target: Target,
    at: datetime,
    unit_path: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.target",
        object_id=target.id,
        object_name=target.phrase,
        unit_path=unit_path or target.unit_path,
        before=before,
        after=after,
    )
