"""Who may see what waits to be measured."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.models.measuring import DueMeasurement


def can_view_due_measurement(post: ActingPost, due_measurement: DueMeasurement) -> bool:
    return post.covers(due_measurement.unit_path) or due_measurement.unit_path in post.granted_paths


def due_measurements_visible_to(post: ActingPost) -> QuerySet[DueMeasurement]:
    own = Q(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    return DueMeasurement.objects.filter(own | Q(unit_path__in=post.granted_paths))
