"""Assignments: seen by the responsible unit and those above it, reported by the unit, accepted by the plan's issuer."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.policies.reach import reaches, within_reach


def can_view_assignment(post: ActingPost, assignment: Assignment) -> bool:
    return post.may("plans.read") and reaches(post, assignment)


def assignments_visible_to(post: ActingPost) -> QuerySet[Assignment]:
    return Assignment.objects.filter(within_reach(post)) if post.may("plans.read") else Assignment.objects.none()


def can_report_assignment(post: ActingPost, assignment: Assignment) -> bool:
    """The unit itself, or the administration it is an office of: offices share their department's scope."""
    return post.may("plans.report") and assignment.unit_path in {post.unit_path, post.scope_path}


def can_accept_assignment(post: ActingPost, assignment: Assignment) -> bool:
    """For the issuing unit, and never what the own office submitted."""
    return (
        post.may("plans.accept")
        and post.scope_path == assignment.issuer_path
        and assignment.unit_path not in {post.unit_path, post.scope_path}
    )
