"""The tree as it was on any day, read from versions alone, and the life of one unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit, UnitSuccession, UnitVersion


@dataclass(frozen=True, kw_only=True)
class UnitThen:
    """A unit on one day. `parent_id` and `path` are those of the day."""

    unit_id: int
    parent_id: int | None
    name: str
    short_name: str
    code: str
    kind: str
    level: str
    region_code: str
    path: str
    valid_from: date
    valid_to: date | None


def tree_as_of(post: ActingPost, day: date, *, below: str = "") -> list[UnitThen]:
    """Every unit of that day within what the post may see, in tree order; `below` is a path of that day."""
    versions = versions_on(post, day).order_by("unit_path")
    if below:
        versions = versions.filter(unit_path__gte=below, unit_path__lt=below + "~")
    return [unit_then(version) for version in versions]


def unit_as_of(post: ActingPost, unit_id: int, day: date) -> UnitThen | None:
    """None where it had not been opened, or was closed."""
    version = versions_on(post, day).filter(unit_id=unit_id).first()
    return unit_then(version) if version else None


def children_as_of(post: ActingPost, unit_id: int, day: date) -> list[UnitThen]:
    return [unit_then(version) for version in versions_on(post, day).filter(parent_id=unit_id).order_by("unit_path")]


def parents_among(post: ActingPost, ids: Iterable[int], day: date) -> set[int | None]:
    """Which of the units had any unit under them on that day."""
    below = versions_on(post, day).filter(parent_id__in=list(ids))
    return set(below.values_list("parent_id", flat=True).distinct())


def versions_on(post: ActingPost, day: date) -> QuerySet[UnitVersion]:
    """Half open: the day of a change shows the unit after it. Row-level security leaves what stood in the post's scope
    on that day, or belongs to a unit it may see now."""
    if not post.may("units.read"):
        return UnitVersion.objects.none()
    return UnitVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


def versions_of(post: ActingPost, unit: Unit) -> QuerySet[UnitVersion]:
    """The unit's versions, the latest first."""
    versions = UnitVersion.objects.filter(unit=unit) if post.may("units.read") else UnitVersion.objects.none()
    return versions.select_related("parent").order_by("-valid_from")


def successions_of(post: ActingPost, unit: Unit) -> QuerySet[UnitSuccession]:
    """What the unit came from and what it went into."""
    of_unit = Q(predecessor=unit) | Q(successor=unit)
    found = UnitSuccession.objects.filter(of_unit) if post.may("units.read") else UnitSuccession.objects.none()
    return found.order_by("-effective_on", "id")


def unit_then(version: UnitVersion) -> UnitThen:
    return UnitThen(
        unit_id=version.unit_id,
        parent_id=version.parent_id,
        name=version.name,
        short_name=version.short_name,
        code=version.code,
        kind=version.kind,
        level=version.level,
        region_code=version.region_code,
        path=version.unit_path,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
    )
