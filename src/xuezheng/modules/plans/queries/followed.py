"""Targets in force that an indicator measures, with what each unit has to reach: for the module that measures them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import asked_by, target_at
from xuezheng.modules.plans.indicators import Asked
from xuezheng.modules.plans.models import Target
from xuezheng.modules.plans.policies.evidence import shares_visible_to
from xuezheng.modules.plans.policies.parts import targets_visible_to


@dataclass(frozen=True, kw_only=True)
class FollowedTarget:
    """A target of the published plan of the unit at `unit_path`; `shares` are what units below it have to reach instead."""

    target: Target
    shares: Mapping[str, Decimal]

    @property
    def id(self) -> UUID:
        return self.target.id

    @property
    def code(self) -> str:
        return self.target.indicator_code

    @property
    def unit_path(self) -> str:
        return self.target.plan.unit_path

    def asked_at(self, unit_path: str) -> Asked:
        return asked_by(target_at(self.target, unit_path=unit_path, share=self.shares.get(unit_path)))


def followed_targets(post: ActingPost) -> list[FollowedTarget]:
    """Of all plans in force that the post sees; two queries."""
    rows = (
        targets_visible_to(post)
        .select_related("plan")
        .filter(core=True, plan__published_at__isnull=False, plan__superseded_at=None, plan__closed_at=None)
    )
    targets = list(rows.exclude(indicator_code="").order_by("plan_id", "position"))
    shares: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for share in shares_visible_to(post).filter(target__in=[target.id for target in targets]):
        shares[share.target_id][share.unit_path] = share.value
    return [FollowedTarget(target=target, shares=shares.get(target.id, {})) for target in targets]
