"""Projects and implementation plans: a unit's own, and those of the units below it."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import ImplementationPlan, Project
from xuezheng.modules.plans.policies.reach import Placed, reaches, within_reach


def can_view_project(post: ActingPost, project: Project) -> bool:
    return post.may("plans.read") and reaches(post, project)


def projects_visible_to(post: ActingPost) -> QuerySet[Project]:
    return Project.objects.filter(within_reach(post)) if post.may("plans.read") else Project.objects.none()


def can_view_implementation(post: ActingPost, implementation: ImplementationPlan) -> bool:
    return post.may("plans.read") and reaches(post, implementation)


def implementations_visible_to(post: ActingPost) -> QuerySet[ImplementationPlan]:
    return (
        ImplementationPlan.objects.filter(within_reach(post))
        if post.may("plans.read")
        else ImplementationPlan.objects.none()
    )


def can_carry_out(post: ActingPost, row: Placed) -> bool:
    """The unit keeps its own projects and its own implementation plan, and an office those of its administration."""
    return post.may("plans.report") and row.unit_path in {post.unit_path, post.scope_path}
