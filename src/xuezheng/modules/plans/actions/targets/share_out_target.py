"""Sharing a target out among the bureaus directly below: the same for all, by weight, or to be negotiated."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans import sharing
from xuezheng.modules.plans.actions.targets.locking import note_target, own_target
from xuezheng.modules.plans.actions.targets.shares import check_share_value, found_share, locked_share
from xuezheng.modules.plans.models import Target, TargetShare
from xuezheng.modules.plans.queries.shares import Receiver, receivers_of

Method = TargetShare.Method


class TargetCannotBeShared(Refusal):
    """Only numbers that a plan follows can be shared out."""


@transaction.atomic
def share_out_target(
    *, post: ActingPost, target_id: UUID, version: int, method: str, at: datetime
) -> list[TargetShare]:
    """A share for every bureau directly below; shares that were negotiated are begun anew."""
    target = own_target(post, target_id, version=version)
    asked = _asked(target)
    if method not in Method.values:
        raise TargetCannotBeShared(
            _("“%(method)s” is no way of sharing. Choose one of: %(methods)s.")
            % {"method": method[:20], "methods": _(", ").join(map(str, Method.labels))},
            field="method",
        )
    if method == Method.WEIGHTED and target.kind not in sharing.ADDED:
        raise TargetCannotBeShared(
            _("A share of everything cannot be split by weight: it is asked of each alike, or negotiated."),
            field="method",
        )
    receivers = receivers_of(post, target.plan)
    if not receivers:
        raise TargetCannotBeShared(_("No bureau stands directly below this unit; there is nobody to share with."))
    shares = _new_shares(target, Method(method), receivers, asked=asked, at=at)
    TargetShare.objects.filter(target=target).delete()
    TargetShare.objects.bulk_create(shares)
    target.version += 1
    target.save(update_fields=["version"])
    after = {"method": method, "units": len(shares), "asked": str(asked)}
    note_target("share_out_target", post=post, target=target, at=at, after=after)
    return shares


@transaction.atomic
def change_share(*, post: ActingPost, share_id: UUID, version: int, value: Decimal, at: datetime) -> TargetShare:
    """The issuing unit sets another value for one bureau; it is negotiated from then on."""
    target = own_target(post, found_share(post, share_id).target_id, version=None)
    share = locked_share(post, share_id, version=version)
    check_share_value(target, value)
    before = {"value": str(share.value)}
    share.value, share.method, share.agreed_at = value, Method.NEGOTIATED, None
    share.version += 1
    share.save(update_fields=["value", "method", "agreed_at", "version"])
    note_target(
        "change_share",
        post=post,
        target=target,
        at=at,
        unit_path=share.unit_path,
        before=before,
        after={"value": str(value)},
    )
    return share


def _asked(target: Target) -> Decimal:
    if target.value is None or not target.core:
        raise Conflict(
            _("“%(target)s” has no number that is followed; give it one first.") % {"target": target.phrase[:60]}
        )
    return target.value


def _new_shares(
    target: Target, method: Method, receivers: Sequence[Receiver], *, asked: Decimal, at: datetime
) -> list[TargetShare]:
    weights = {receiver.path: receiver.weight for receiver in receivers}
    values = _values(method, target.kind, asked, weights)
    return [
        TargetShare(
            target=target,
            unit_id=receiver.unit_id,
            unit_path=receiver.path,
            method=method,
            value=values.get(receiver.path, Decimal(0)),
            weight=receiver.weight,
            agreed_at=None if method == Method.NEGOTIATED else at,
        )
        for receiver in receivers
    ]


def _values(method: Method, kind: str, asked: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Negotiation starts from what weight or equality would give."""
    if method == Method.SAME or kind not in sharing.ADDED:
        return sharing.same_for_all(asked, list(weights))
    return sharing.by_weight(asked, weights)
