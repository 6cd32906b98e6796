"""Papers: a unit's own, and those of the units below it."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Paper
from xuezheng.modules.plans.policies.reach import reaches, within_reach


def can_view_paper(post: ActingPost, paper: Paper) -> bool:
    return post.may("plans.read") and reaches(post, paper)


def papers_visible_to(post: ActingPost) -> QuerySet[Paper]:
    return Paper.objects.filter(within_reach(post)) if post.may("plans.read") else Paper.objects.none()


def can_receive_papers(post: ActingPost) -> bool:
    return post.may("plans.write")
