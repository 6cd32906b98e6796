"""Which units have what the rules of coverage ask of their kind: counted from the records in one pass, never typed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value

from xuezheng.kernel.rounding import percentage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.catalogue import CIO, CoverageRule, coverage_rules
from xuezheng.modules.organisation.models import Body, Cio, CoverageRequest
from xuezheng.modules.organisation.policies.reach import READ


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many units of the kinds there are, and how many have what is asked of them."""

    units: int = 0
    having: int = 0

    @property
    def lacking(self) -> int:
        return self.units - self.having

    @property
    def percent(self) -> float | None:
        return float(percentage(self.having / self.units, 1)) if self.units else None

    def __add__(self, other: "Share") -> "Share":
        return Share(units=self.units + other.units, having=self.having + other.having)


NOTHING = Share()
Shares = Mapping[str, Share]
"""By the code of the rule."""


@dataclass(frozen=True, kw_only=True)
class PlaceShares:
    """An administration directly below the place with all below it; or the place itself with what stands directly under it."""

    unit: Unit
    shares: Shares
    is_place_itself: bool


def coverage_of(post: ActingPost, place: Unit, *, day: date) -> tuple[Shares, list[PlaceShares]]:
    """The whole place, and the lines it divides into. Two queries, whatever stands below."""
    by_path: dict[str, dict[str, Share]] = defaultdict(lambda: dict.fromkeys(coverage_rules(), NOTHING))
    for segment, *numbers in _counted(post, place, day=day):
        path = f"{place.unit_path}{segment}." if _is_administration(segment) else place.unit_path
        line = by_path[path]
        for rule, units, having in zip(coverage_rules(), numbers[::2], numbers[1::2], strict=True):
            line[rule] = line[rule] + Share(units=units, having=having)
    whole = {rule: sum((line[rule] for line in by_path.values()), NOTHING) for rule in coverage_rules()}
    units = Unit.objects.filter(unit_path__in=by_path).order_by("unit_path")
    lines = [
        PlaceShares(unit=unit, shares=by_path[unit.unit_path], is_place_itself=unit.unit_path == place.unit_path)
        for unit in units
    ]
    return whole, sorted(lines, key=lambda line: line.is_place_itself)


def lacking_units(post: ActingPost, rule: CoverageRule, *, day: date) -> QuerySet[Any]:
    """Open units of the own subtree that lack what the rule wants, each with the request that is open there."""
    rows = _within(post, post.scope_path).filter(kind__in=rule.units).exclude(id__in=holders(rule, day=day))
    asked = CoverageRequest.objects.filter(rule=rule.code, answered_at=None)
    open_request = asked.filter(unit_id=OuterRef("pk")).values("asked_at")[:1]
    due_on = asked.filter(unit_id=OuterRef("pk")).values("due_on")[:1]
    return rows.select_related("parent").annotate(asked_at=Subquery(open_request), asked_until=Subquery(due_on))


def own_gaps(unit: Unit, *, day: date) -> list[CoverageRule]:
    """What the unit itself must have and lacks."""
    rules = [rule for rule in coverage_rules().values() if unit.kind in rule.units]
    return [rule for rule in rules if not holders(rule, day=day).filter(unit_id=unit.id).exists()]


def holders(rule: CoverageRule, *, day: date) -> "QuerySet[Any, Any]":
    """Ids of the units that have it on that day."""
    if rule.wants_cio:
        rows = Cio.objects.filter(in_force(day))
        return (rows if rule.wants == CIO else rows.filter(trained_on__lte=day)).values("unit_id")
    return Body.objects.filter(in_being(day), kind=rule.wants).values("unit_id")


def in_being(day: date) -> Q:
    return Q(founded_on__lte=day) & (Q(dissolved_on=None) | Q(dissolved_on__gt=day))


def in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def _counted(post: ActingPost, place: Unit, *, day: date) -> Sequence[tuple[Any, ...]]:
    """For each segment directly below the place: for each rule how many units, and how many of them have it."""
    sums: dict[str, Count] = {}
    for code, rule in coverage_rules().items():
        of_kind = Q(kind__in=rule.units)
        sums[f"{code}_units"] = Count("id", filter=of_kind)
        sums[f"{code}_having"] = Count("id", filter=of_kind & Q(id__in=holders(rule, day=day)))
    kinds = {kind for rule in coverage_rules().values() for kind in rule.units}
    rows = _within(post, place.unit_path).filter(kind__in=kinds).annotate(segment=_segment_below(place.unit_path))
    return list(rows.order_by().values("segment").annotate(**sums).values_list("segment", *sums))


def _within(post: ActingPost, path: str) -> QuerySet[Unit]:
    """A plain range, which an index serves; what lies outside of the scope the database does not show."""
    if not post.may(READ) or not post.covers(path):
        return Unit.objects.none()
    return Unit.objects.filter(unit_path__gte=path, unit_path__lt=path + "~", closed_on=None)


def _segment_below(path: str) -> Func:
    """The path's part directly below; '' for the place itself. Cheaper than a pattern over fifty thousand rows."""
    place = Value(path.count(".") + 1)
    return Func(F("unit_path"), Value("."), place, function="split_part", output_field=TextField())


def _is_administration(segment: str) -> bool:
    """Segments of administrations are codes; every other unit's begins with a u."""
    return bool(segment) and not segment.startswith("u")
