"""How far a collection is: counted by the units directly below the reader, in one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, Q

from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.policies import reports_visible_to
from xuezheng.engines.forms.standing import ReportStatus, standing
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Of `asked` units so many have submitted, so many in time; shares are of those asked."""

    asked: int
    submitted: int
    in_time: int
    accepted: int
    returned: int
    changed_after: int
    on_desk: int

    @property
    def completeness(self) -> float:
        return self.submitted / self.asked if self.asked else 0.0

    @property
    def timeliness(self) -> float:
        return self.in_time / self.asked if self.asked else 0.0


@dataclass(frozen=True, kw_only=True)
class PlaceProgress:
    name: str
    path: str
    code: str
    progress: Progress


def progress_of(post: ActingPost, collection: Collection) -> Progress:
    rows = reports_visible_to(post).filter(collection=collection)
    return Progress(**rows.aggregate(**_counts(post, collection)))


def progress_by_place(post: ActingPost, collection: Collection) -> Sequence[PlaceProgress]:
    """By the units one level below the post's own; empty for a school."""
    rows = reports_visible_to(post).filter(collection=collection).exclude(unit_path=post.scope_path)
    counted = rows.annotate(place=_place(post.scope_path)).values("place").order_by("place")
    found: list[dict[str, Any]] = [{**row} for row in counted.annotate(**_counts(post, collection))]
    units = units_visible_to(post).filter(unit_path__in=[row["place"] + "." for row in found])
    places = {path: (name, code) for path, name, code in units.values_list("unit_path", "name", "code")}
    return [_of_place(row, places) for row in found]


def _of_place(row: dict[str, Any], places: dict[str, tuple[str, str]]) -> PlaceProgress:
    path = row.pop("place") + "."
    name, code = places.get(path, (path, ""))
    return PlaceProgress(name=name, path=path, code=code, progress=Progress(**row))


def _place(scope: str) -> Func:
    """The path down to one level below the scope."""
    return Func(
        F("unit_path"),
        template="array_to_string((string_to_array(%(expressions)s, '.'))[1:%(depth)s], '.')",
        depth=scope.count(".") + 1,
        output_field=CharField(),
    )


def _counts(post: ActingPost, collection: Collection) -> dict[str, Count]:
    sent = Q(first_submitted_at__isnull=False)
    return {
        "asked": Count("id"),
        "submitted": Count("id", filter=sent),
        "in_time": Count("id", filter=Q(first_submitted_at__lte=collection.due_at)),
        "accepted": Count("id", filter=standing(ReportStatus.ACCEPTED)),
        "returned": Count("id", filter=standing(ReportStatus.RETURNED)),
        "changed_after": Count("id", filter=Q(changed_after_acceptance=True)),
        "on_desk": Count("id", filter=Q(desk_path=post.scope_path)),
    }
