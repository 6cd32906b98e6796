"""Which snapshot is current, and the parts of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q

from xuezheng.engines.lake.layering import PartAt
from xuezheng.engines.lake.models import Part, Snapshot, Upload
from xuezheng.engines.lake.refusals import SnapshotIsGone
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of, system_post
from xuezheng.kernel.scope.binding import looking

DOOR = system_post("lake")
"""Parts of a whole city hold rows of a county that was granted: which parts there are is looked up in the lake's own name."""


def current_snapshot(table: str, period: str) -> int | None:
    """The newest number, whoever loaded it; None where nothing is loaded."""
    with looking(DOOR):
        return _current(table, period)


def fingerprint_of(table: str, period: str, *, snapshot: int) -> str:
    with looking(DOOR):
        found = Snapshot.objects.filter(table=table, period=period, number=snapshot)
        return str(found.values_list("fingerprint", flat=True).first() or "")


@dataclass(frozen=True, kw_only=True)
class SnapshotRead:
    """The newest snapshot with a content: whether it can still be read, and whether nothing newer was loaded."""

    number: int
    is_kept: bool
    is_newest: bool


def snapshots_read(table: str, fingerprints: Mapping[str, str]) -> dict[str, SnapshotRead]:
    """By period, of contents by period: two queries. What is known no more is left out."""
    found: dict[str, SnapshotRead] = {}
    with looking(DOOR):
        newest = {period: number for (_table, period), number in _numbers(table=table, period__in=fingerprints).items()}
        alike = Snapshot.objects.filter(table=table, period__in=fingerprints, fingerprint__in=fingerprints.values())
        for each in alike.order_by("number"):
            if each.fingerprint == fingerprints[each.period]:
                is_newest = each.number == newest[each.period]
                found[each.period] = SnapshotRead(number=each.number, is_kept=each.is_kept, is_newest=is_newest)
    return found


def keeper_of(table: str, period: str, unit_path: str) -> str:
    """The place whose post loaded the unit's rows last; empty where nobody did."""
    with looking(DOOR):
        above = Snapshot.objects.filter(table=table, period=period, unit_path__in=ancestors_of(unit_path))
        return above.order_by("-number").values_list("unit_path", flat=True).first() or ""


def load_since(post: ActingPost, upload: Upload) -> Snapshot | None:
    """The newest load of rows that the post would replace, made after the file was compared with them."""
    with looking(DOOR):
        later = Snapshot.objects.filter(
            _touching([post.scope_path]), table=upload.table, period=upload.period, number__gt=upload.compared_with
        )
        return later.order_by("-number").first()


def newest_numbers(**only: str) -> dict[tuple[str, str], int]:
    """By table and period, of all that are loaded or of those asked for: one query, however many there are."""
    with looking(DOOR):
        return _numbers(**only)


def loaded_periods(table: str) -> list[str]:
    """Codes of the periods that hold anything, the oldest first."""
    with looking(DOOR):
        return sorted(Snapshot.objects.filter(table=table).values_list("period", flat=True).distinct())


def parts_of(table: str, period: str, *, snapshot: int | None, places: Sequence[str] | None) -> list[PartAt]:
    """Each part that can hold rows at or below one of the places (all parts where None)."""
    with looking(DOOR):
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


def _numbers(**only: object) -> dict[tuple[str, str], int]:
    counted = Snapshot.objects.filter(**only).values_list("table", "period").annotate(last=Max("number"))
    return {(table, period): last for table, period, last in counted.order_by("table", "period")}


def _kept(table: str, period: str, number: int) -> int:
    if not Snapshot.objects.filter(table=table, period=period, number=number, is_kept=True).exists():
        raise SnapshotIsGone(number)
    return number
