"""Tasks and targets are readable where their plan is."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Target, Task
from xuezheng.modules.plans.policies.reach import reaches_downward, within_reach_downward


def can_view_task(post: ActingPost, task: Task) -> bool:
    return post.may("plans.read") and reaches_downward(post, task)


def tasks_visible_to(post: ActingPost) -> QuerySet[Task]:
    return Task.objects.filter(within_reach_downward(post)) if post.may("plans.read") else Task.objects.none()


def can_view_target(post: ActingPost, target: Target) -> bool:
    return post.may("plans.read") and reaches_downward(post, target)


def targets_visible_to(post: ActingPost) -> QuerySet[Target]:
    return Target.objects.filter(within_reach_downward(post)) if post.may("plans.read") else Target.objects.none()
