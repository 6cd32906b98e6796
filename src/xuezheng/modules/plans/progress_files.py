"""Files that show what was done: attached to a monthly report or to the assignment itself, by the unit that reports."""

from uuid import UUID

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from xuezheng.kernel.files.facade import Owner
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.places import assignment_path
from xuezheng.modules.plans.policies.assignments import (
    assignments_visible_to,
    can_report_assignment,
    reports_visible_to,
)


def find_assignment(post: ActingPost, object_id: str) -> Owner | None:
    key = _key(object_id)
    found = assignments_visible_to(post).select_related("task", "plan", "unit").filter(id=key).first() if key else None
    return _owner(post, found, name=f"{found.task} · {found.unit.name}") if found else None


def find_report(post: ActingPost, object_id: str) -> Owner | None:
    key = _key(object_id)
    rows = reports_visible_to(post).select_related("assignment__task", "assignment__plan", "assignment__unit")
    found = rows.filter(id=key).first() if key else None
    if found is None:
        return None
    return _owner(
        post, found.assignment, name=f"{found.assignment.task} · {found.assignment.unit.name} · {found.month}"
    )


def assignments_visible(post: ActingPost) -> Q:
    return Q(object_id__in=assignments_visible_to(post).annotate(key=Cast("id", CharField())).values("key"))


def reports_visible(post: ActingPost) -> Q:
    return Q(object_id__in=reports_visible_to(post).annotate(key=Cast("id", CharField())).values("key"))


def _owner(post: ActingPost, row: Assignment, *, name: str) -> Owner:
    """What was submitted stays as it was submitted, until it is withdrawn or returned."""
    open_still = row.submitted_at is None and row.accepted_at is None
    return Owner(
        unit_path=row.unit_path,
        name=name,
        url=assignment_path(row.id),
        may_change=open_still and can_report_assignment(post, row) and post.may("files.add"),
    )


def _key(object_id: str) -> UUID | None:
    try:
        return UUID(object_id)
    except ValueError:
        return None
