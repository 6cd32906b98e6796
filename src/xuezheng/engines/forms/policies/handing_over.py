"""What waits to be handed over is told to those who may see the reports."""

from django.db.models import Q, QuerySet

from xuezheng.engines.forms.models import DueHandover
from xuezheng.engines.forms.policies.reports import READ
from xuezheng.kernel.scope.acting import ActingPost


def can_view_due_handover(post: ActingPost, due_handover: DueHandover) -> bool:
    return post.may(READ) and post.covers(due_handover.unit_path)


def due_handovers_visible_to(post: ActingPost) -> QuerySet[DueHandover]:
    within = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return DueHandover.objects.filter(within) if post.may(READ) else DueHandover.objects.none()
