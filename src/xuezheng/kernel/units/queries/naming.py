"""From names as documents write them to units: relative to a context unit, and never by guessing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.kernel.units.policies import parent_path, units_visible_to

SEPARATORS = re.compile(r"[、，,；;\n]+")
MOST = 50
"""A name that more units bear is no name of one of them; the candidates then are the first of these."""


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """A written name with the one unit it means here, or with all it could mean: none where nobody bears it."""

    text: str
    unit: Unit | None
    candidates: tuple[Unit, ...] = ()


def resolve_names(post: ActingPost, text: str, *, context: Unit) -> list[Resolution]:
    """Each name of a list such as 厅办公室、科技处, as written in a document of the context unit."""
    words = [word.strip() for word in SEPARATORS.split(text)]
    return [resolve_name(post, word, context=context) for word in words if word]


def resolve_name(post: ActingPost, text: str, *, context: Unit) -> Resolution:
    """The unit so called nearest to the context. Two equally near are both candidates, and none is chosen."""
    seats = _seats(post, context)
    readings = _readings(text.strip(), seats)
    found = _bearers(post, {name for name, _place in readings})
    for name, place in readings:
        fitting = [unit for unit in found.get(name, []) if place is None or parent_path(unit.unit_path) == place]
        nearest = _nearest(fitting, context=context)
        if nearest:
            return Resolution(text=text, unit=nearest[0] if len(nearest) == 1 else None, candidates=tuple(nearest))
    return Resolution(text=text, unit=None)


def _seats(post: ActingPost, context: Unit) -> list[Unit]:
    """The administrations the context stands in, nearest first."""
    above = units_visible_to(post).filter(unit_path__in=ancestors_of(context.unit_path), kind__in=ADMINISTRATIONS)
    return sorted(above, key=lambda unit: -len(unit.unit_path))


def _readings(text: str, seats: Iterable[Unit]) -> list[tuple[str, str | None]]:
    """(name, parent's path or None for anywhere): as written first, then as 厅 + 办公室 at each seat, longest prefix first."""
    readings: list[tuple[str, str | None]] = [(text, None)]
    for seat in seats:
        for length in range(len(text) - 1, 0, -1):
            prefix = text[:length]
            if seat.name.endswith(prefix) or (seat.short_name and seat.short_name.endswith(prefix)):
                readings.append((text[length:], seat.unit_path))
    return readings


def _bearers(post: ActingPost, names: set[str]) -> dict[str, list[Unit]]:
    """Open units by each of the names they bear: official, short, alias."""
    aliases = set(UnitAlias.objects.filter(name__in=names).values_list("unit_id", "name")[: MOST * len(names)])
    bears = Q(name__in=names) | Q(short_name__in=names) | Q(id__in=[unit_id for unit_id, _name in aliases])
    found: dict[str, list[Unit]] = {}
    for unit in units_visible_to(post).filter(bears, closed_on=None).order_by("unit_path")[: MOST * len(names)]:
        borne = {unit.name, unit.short_name, *(name for unit_id, name in aliases if unit_id == unit.id)}
        for name in borne & names:
            found.setdefault(name, []).append(unit)
    return found


def _nearest(units: list[Unit], *, context: Unit) -> list[Unit]:
    """Those whose way to the context is shortest: one office of the own department beats those of every county."""
    distances = {unit.id: _distance(unit.unit_path, context.unit_path) for unit in units}
    least = min(distances.values(), default=0)
    return [unit for unit in units if distances[unit.id] == least][:MOST]


def _distance(path: str, other: str) -> int:
    """Steps from the one up to the nearest common unit and down to the other."""
    first, second = path.rstrip(".").split("."), other.rstrip(".").split(".")
    shared = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return len(first) + len(second) - 2 * shared
