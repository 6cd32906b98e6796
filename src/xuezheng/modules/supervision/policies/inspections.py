"""Rounds of special supervision: what is asked all below may read; findings, the inspected unit and those above it."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Finding, InspectedUnit, Inspection, InspectionItem
from xuezheng.modules.supervision.policies.reach import reaches, reaches_down, within_reach, within_reach_downward

READ = "supervision.read"


def can_view_inspection(post: ActingPost, inspection: Inspection) -> bool:
    return post.may(READ) and reaches_down(post, inspection)


def inspections_visible_to(post: ActingPost) -> QuerySet[Inspection]:
    return Inspection.objects.filter(within_reach_downward(post)) if post.may(READ) else Inspection.objects.none()


def can_view_inspection_item(post: ActingPost, item: InspectionItem) -> bool:
    return post.may(READ) and reaches_down(post, item)


def inspection_items_visible_to(post: ActingPost) -> QuerySet[InspectionItem]:
    return (
        InspectionItem.objects.filter(within_reach_downward(post)) if post.may(READ) else InspectionItem.objects.none()
    )


def can_view_inspected_unit(post: ActingPost, inspected: InspectedUnit) -> bool:
    return post.may(READ) and reaches(post, inspected)


def inspected_units_visible_to(post: ActingPost) -> QuerySet[InspectedUnit]:
    return InspectedUnit.objects.filter(within_reach(post)) if post.may(READ) else InspectedUnit.objects.none()


def can_view_finding(post: ActingPost, finding: Finding) -> bool:
    return post.may(READ) and reaches(post, finding)


def findings_visible_to(post: ActingPost) -> QuerySet[Finding]:
    return Finding.objects.filter(within_reach(post)) if post.may(READ) else Finding.objects.none()


def can_change_inspection(post: ActingPost, inspection: Inspection) -> bool:
    return post.may("supervision.order") and post.scope_path == inspection.unit_path
