"""How the plan in force stands for a post, for pages outside of the plans: the wall, the platform's home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.achievement import Standing
from xuezheng.modules.plans.queries.achievement import Freshness, freshness_of, lines_of, plan_in_force
from xuezheng.modules.plans.slots import ChosenTarget, chosen_target


@dataclass(frozen=True, kw_only=True)
class AchievementNow:
    """`targets` are those with a value, of `followed` in all; of these `reached` are reached."""

    plan_id: UUID
    plan_title: str
    unit_path: str
    unit_name: str
    unit_code: str
    targets: Sequence[ChosenTarget]
    followed: int
    reached: int
    freshness: Freshness | None


def achievement_now(post: ActingPost, *, today: date) -> AchievementNow | None:
    """At the plan's own unit where the post sees its figures, else at the post's; None where no plan is in force."""
    plan = plan_in_force(post, year=today.year)
    if plan is None:
        return None
    unit = plan.unit if post.covers(plan.unit_path) else Unit.objects.get(unit_path=post.scope_path)
    lines = lines_of(post, plan, today=today, unit_path=unit.unit_path)
    return AchievementNow(
        plan_id=plan.id,
        plan_title=plan.title,
        unit_path=unit.unit_path,
        unit_name=unit.name,
        unit_code=unit.code,
        targets=[target for line in lines if (target := chosen_target(line)) is not None],
        followed=len(lines),
        reached=sum(1 for line in lines if line.standing is Standing.REACHED),
        freshness=freshness_of(lines),
    )
