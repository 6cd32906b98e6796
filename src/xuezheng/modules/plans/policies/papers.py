"""Papers: a unit's own, those of the units below it, and those of published plans of the units above."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Paper
from xuezheng.modules.plans.policies.reach import reaches_downward, within_reach_downward


def can_view_paper(post: ActingPost, paper: Paper) -> bool:
    return post.may("plans.read") and reaches_downward(post, paper)


def papers_visible_to(post: ActingPost) -> QuerySet[Paper]:
    return Paper.objects.filter(within_reach_downward(post)) if post.may("plans.read") else Paper.objects.none()


def can_receive_papers(post: ActingPost) -> bool:
    return post.may("plans.write")
