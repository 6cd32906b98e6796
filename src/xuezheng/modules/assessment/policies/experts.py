"""The register of experts: read within the administration that keeps it and above, changed by that administration."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import Expert
from xuezheng.modules.assessment.policies.reach import READ, RUN, within_scope


def can_view_expert(post: ActingPost, expert: Expert) -> bool:
    return post.may(READ) and post.covers(expert.unit_path)


def experts_visible_to(post: ActingPost) -> QuerySet[Expert]:
    return Expert.objects.filter(within_scope(post)) if post.may(READ) else Expert.objects.none()


def can_change_expert(post: ActingPost, expert: Expert) -> bool:
    return post.may(RUN) and post.scope_path == expert.unit_path
