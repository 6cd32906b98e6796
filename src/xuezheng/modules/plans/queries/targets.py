"""Targets by the indicator that measures them."""

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.modules.plans.achievement import asked_by, target_at
from xuezheng.modules.plans.indicators import Asked
from xuezheng.modules.plans.models import Target
from xuezheng.modules.plans.policies.evidence import shares_visible_to
from xuezheng.modules.plans.policies.parts import targets_visible_to


def targets_measured_by(post: ActingPost, code: str, *, unit_path: str) -> list[tuple[Target, Asked]]:
    """Followed ones of plans in force at or above the place, the nearest first, with what each asks of it."""
    targets = list(
        targets_visible_to(post)
        .filter(
            indicator_code=code,
            core=True,
            value__isnull=False,
            plan__unit_path__in=ancestors_of(unit_path),
            plan__published_at__isnull=False,
            plan__superseded_at=None,
            plan__closed_at=None,
        )
        .select_related("plan")
        .order_by("-plan__unit_path", "-plan__year", "position")
    )
    shares = shares_visible_to(post).filter(target__in=targets, unit_path=unit_path)
    share = dict(shares.values_list("target_id", "value"))
    return [
        (target, asked_by(target_at(target, unit_path=unit_path, share=share.get(target.id)))) for target in targets
    ]
