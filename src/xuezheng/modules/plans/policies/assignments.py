"""Assignments: seen by the responsible unit and those above it, reported by the unit, accepted by the task's lead office.

Who may accept: posts of an office that leads the task, and whoever oversees all tasks of the issuing administration. Nobody
accepts what the own unit, or the same person under another post, submitted (four eyes).
"""

from django.db.models import Exists, OuterRef, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Assignment, ProgressReport, Responsibility, Task
from xuezheng.modules.plans.policies.reach import reaches, within_reach


def can_view_assignment(post: ActingPost, assignment: Assignment) -> bool:
    return post.may("plans.read") and reaches(post, assignment)


def assignments_visible_to(post: ActingPost) -> QuerySet[Assignment]:
    return Assignment.objects.filter(within_reach(post)) if post.may("plans.read") else Assignment.objects.none()


def can_view_report(post: ActingPost, report: ProgressReport) -> bool:
    return post.may("plans.read") and reaches(post, report)


def reports_visible_to(post: ActingPost) -> QuerySet[ProgressReport]:
    return (
        ProgressReport.objects.filter(within_reach(post)) if post.may("plans.read") else ProgressReport.objects.none()
    )


def own_assignments(post: ActingPost) -> QuerySet[Assignment]:
    """What is asked of the post's unit: its own, and for an office those of the administration it acts for."""
    return assignments_visible_to(post).filter(unit_path__in={post.unit_path, post.scope_path})


def can_report_assignment(post: ActingPost, assignment: Assignment) -> bool:
    """The unit itself, or the administration it is an office of: offices share their department's scope."""
    return post.may("plans.report") and assignment.unit_path in {post.unit_path, post.scope_path}


def can_direct_task(post: ActingPost, task: Task) -> bool:
    """Give more time, state milestones, decide about submissions: the lead office, or who oversees the plan's tasks."""
    if not post.may("plans.accept") or post.scope_path != task.unit_path:
        return False
    return post.may("plans.accept_any") or led_by(post).filter(task=task).exists()


def tasks_directed_by(post: ActingPost) -> QuerySet[Task]:
    if not post.may("plans.accept"):
        return Task.objects.none()
    rows = Task.objects.filter(unit_path=post.scope_path)
    return rows if post.may("plans.accept_any") else rows.filter(Exists(led_by(post).filter(task=OuterRef("pk"))))


def led_by(post: ActingPost) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(role=Responsibility.Role.LEAD, unit_id=post.unit_id or 0)


def can_accept_assignment(post: ActingPost, assignment: Assignment) -> bool:
    return not is_own_submission(post, assignment) and can_direct_task(post, assignment.task)


def is_own_submission(post: ActingPost, assignment: Assignment) -> bool:
    return assignment.unit_path == post.unit_path or (
        assignment.submitted_by is not None and assignment.submitted_by == post.person_id
    )


def acceptable_by(post: ActingPost) -> QuerySet[Assignment]:
    """Submitted, not accepted yet, and the post's to decide about."""
    rows = Assignment.objects.filter(
        submitted_at__isnull=False, accepted_at=None, issuer_path=post.scope_path, task__in=tasks_directed_by(post)
    ).exclude(unit_path=post.unit_path)
    return rows.exclude(submitted_by=post.person_id, submitted_by__isnull=False) if post.person_id else rows
