"""Plans: the own, those below, and published ones of the units above."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.policies.reach import reaches_downward, within_reach_downward


def can_view_plan(post: ActingPost, plan: Plan) -> bool:
    return post.may("plans.read") and reaches_downward(post, plan)


def plans_visible_to(post: ActingPost) -> QuerySet[Plan]:
    return Plan.objects.filter(within_reach_downward(post)) if post.may("plans.read") else Plan.objects.none()


def can_write_plans(post: ActingPost) -> bool:
    return post.may("plans.write")


def can_change_plan(post: ActingPost, plan: Plan) -> bool:
    """A unit's plan is written by the unit itself, not by those above it, who only see it."""
    return post.may("plans.write") and post.scope_path == plan.unit_path
