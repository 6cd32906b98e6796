"""Who may see what waits to be measured, and how targets stand at units."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.models import DueMeasurement, TargetStanding


def can_view_due_measurement(post: ActingPost, due_measurement: DueMeasurement) -> bool:
    return post.covers(due_measurement.unit_path) or due_measurement.unit_path in post.granted_paths


def due_measurements_visible_to(post: ActingPost) -> QuerySet[DueMeasurement]:
    return DueMeasurement.objects.filter(_within(post))


def can_view_target_standing(post: ActingPost, target_standing: TargetStanding) -> bool:
    return post.covers(target_standing.unit_path) or target_standing.unit_path in post.granted_paths


def target_standings_visible_to(post: ActingPost) -> QuerySet[TargetStanding]:
    return TargetStanding.objects.filter(_within(post))


def _within(post: ActingPost) -> Q:
    own = Q(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    return own | Q(unit_path__in=post.granted_paths)
