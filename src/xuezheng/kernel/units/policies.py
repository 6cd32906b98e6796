"""Who may see and change units."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit


def can_view_unit(post: ActingPost, unit: Unit) -> bool:
    """The own subtree, the units above it, and what was shared by grant."""
    return post.may("units.read") and (
        post.covers(unit.unit_path)
        or unit.unit_path in ancestors_of(post.scope_path)
        or unit.unit_path in post.granted_paths
    )


def units_visible_to(post: ActingPost) -> QuerySet[Unit]:
    if not post.may("units.read"):
        return Unit.objects.none()
    return Unit.objects.filter(
        Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
        | Q(unit_path__in=[*ancestors_of(post.scope_path), *post.granted_paths])
    )


def can_change_unit(post: ActingPost, unit: Unit) -> bool:
    return post.may("units.change") and post.covers(unit.unit_path)
