"""Which snapshot is current, and the parts of one."""

from collections.abc import Sequence

from django.db.models import Max, Q

from xuezheng.engines.lake.layering import PartAt
from xuezheng.engines.lake.models import Part, Snapshot, Upload
from xuezheng.engines.lake.refusals import SnapshotIsGone
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of, system_post
from xuezheng.kernel.scope.binding import bound

DOOR = system_post("lake")
"""Parts of a whole city hold rows of a county that was granted: which parts there are is looked up in the lake's own name."""


def current_snapshot(table: str, period: str) -> int | None:
    """The newest number, whoever loaded it; None where nothing is loaded."""
    with bound(DOOR):
        return _current(table, period)


def fingerprint_of(table: str, period: str, *, snapshot: int) -> str:
    with bound(DOOR):
        found = Snapshot.objects.filter(table=table, period=period, number=snapshot)
        return str(found.values_list("fingerprint", flat=True).first() or "")


def number_of(table: str, period: str, *, fingerprint: str) -> tuple[int, bool] | None:
    """The newest snapshot with this content, and whether it can still be read."""
    with bound(DOOR):
        found = Snapshot.objects.filter(table=table, period=period, fingerprint=fingerprint).order_by("-number").first()
        return (found.number, found.is_kept) if found else None


def keeper_of(table: str, period: str, unit_path: str) -> str:
    """The place whose post loaded the unit's rows last; empty where nobody did."""
    with bound(DOOR):
        above = Snapshot.objects.filter(table=table, period=period, unit_path__in=ancestors_of(unit_path))
        return above.order_by("-number").values_list("unit_path", flat=True).first() or ""


def load_since(post: ActingPost, upload: Upload) -> Snapshot | None:
    """The newest load of rows that the post would replace, made after the file was compared with them."""
    with bound(DOOR):
        later = Snapshot.objects.filter(
            _touching([post.scope_path]), table=upload.table, period=upload.period, number__gt=upload.compared_with
        )
        return later.order_by("-number").first()


def newest_numbers(**only: str) -> dict[tuple[str, str], int]:
    """By table and period, of all that are loaded or of those asked for: one query, however many there are."""
    with bound(DOOR):
        counted = Snapshot.objects.filter(**only).values_list("table", "period").annotate(last=Max("number"))
        return {(table, period): last for table, period, last in counted.order_by("table", "period")}


def loaded_periods(table: str) -> list[str]:
    """Codes of the periods that hold anything, the oldest first."""
    with bound(DOOR):
        return sorted(Snapshot.objects.filter(table=table).values_list("period", flat=True).distinct())


def parts_of(table: str, period: str, *, snapshot: int | None, places: Sequence[str] | None) -> list[PartAt]:
    """Each part that can hold rows at or below one of the places (all parts where None)."""
    with bound(DOOR):
        number = _current(table, period) if snapshot is None else _kept(table, period, snapshot)
        if number is None:
            return []
        parts = Part.objects.filter(Q(dropped_in=None) | Q(dropped_in__gt=number), added_in__lte=number)
        parts = parts.filter(table=table, period=period)
        if places is not None:
            parts = parts.filter(_touching(places))
        return [part_at(part) for part in parts.order_by("unit_path", "id")]


def part_at(part: Part) -> PartAt:
    return PartAt(
        period=part.period,
        id=part.id,
        layer=part.layer,
        is_overlay=part.is_overlay,
        has_origins=part.has_origins,
    )


def _touching(places: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for place in places:
        found |= Q(unit_path__gte=place, unit_path__lt=f"{place}~") | Q(unit_path__in=ancestors_of(place))
    return found


def _current(table: str, period: str) -> int | None:
    found: int | None = Snapshot.objects.filter(table=table, period=period).aggregate(last=Max("number"))["last"]
    return found


def _kept(table: str, period: str, number: int) -> int:
    if not Snapshot.objects.filter(table=table, period=period, number=number, is_kept=True).exists():
        raise SnapshotIsGone(number)
    return number
