"""Who may see and change units. The database says the same of reading (see the migration); here it can be asked."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.kinds import INNER
from xuezheng.kernel.units.models import Unit, UnitImport


def can_view_unit(post: ActingPost, unit: Unit) -> bool:
    """The own subtree, the units above with their offices and affiliates (who is responsible), and what was granted."""
    above = ancestors_of(post.scope_path)
    return post.may("units.read") and (
        post.covers(unit.unit_path)
        or unit.unit_path in above
        or (unit.kind in INNER and parent_path(unit.unit_path) in above)
        or unit.unit_path in post.granted_paths
    )


def units_visible_to(post: ActingPost) -> QuerySet[Unit]:
    if not post.may("units.read"):
        return Unit.objects.none()
    above = ancestors_of(post.scope_path)
    return Unit.objects.filter(
        Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
        | Q(unit_path__in=[*above, *post.granted_paths])
        | Q(kind__in=INNER, parent_path__in=above)
    )


def can_change_unit(post: ActingPost, unit: Unit) -> bool:
    """What a unit may say of itself: short name, aliases, where it stands."""
    return post.may("units.change") and post.covers(unit.unit_path)


def can_restructure_unit(post: ActingPost, unit: Unit) -> bool:
    """Standing, official name and code are the superior's to change: a post never decides them for its own unit."""
    above = parent_path(unit.unit_path)
    return post.may("units.change") and (post.covers(above) if above else post.is_system)


def can_open_unit_under(post: ActingPost, parent: Unit) -> bool:
    return post.may("units.change") and post.covers(parent.unit_path)


def can_import_units(post: ActingPost) -> bool:
    return post.may("units.import") and post.may("units.change")


def can_view_unit_import(post: ActingPost, unit_import: UnitImport) -> bool:
    return can_import_units(post) and post.covers(unit_import.unit_path)


def unit_imports_visible_to(post: ActingPost) -> QuerySet[UnitImport]:
    if not can_import_units(post):
        return UnitImport.objects.none()
    return UnitImport.objects.filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")


def parent_path(path: str) -> str:
    """'cn.41.4105.' gives 'cn.41.'; the root has none."""
    head, dot, _own = path.rstrip(".").rpartition(".")
    return head + dot


def path_above(path: str, levels: int, *, highest: str) -> str:
    """So many levels above, but never above `highest`, which stands above it or is itself."""
    for _level in range(levels):
        path = parent_path(path)
    return max(path, highest)  # of two beginnings of one path the longer is greater
