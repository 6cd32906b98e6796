"""The units' door for every other package: ids and plain values in, frozen values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units import guards
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries import counting, history, lookup, naming, searching
from xuezheng.kernel.units.queries.history import UnitThen

__all__ = [
    "NameResolved",
    "UnitNow",
    "UnitThen",
    "ancestors_of_unit",
    "children_of",
    "counts_by_kind",
    "find_units",
    "get_unit",
    "guard_closing",
    "resolve_names",
    "subtree_of",
    "tree_as_of",
    "unit_as_of",
]

guard_closing = guards.register
"""`guard_closing("posts", guard)`: refuse closing a unit while `guard(unit_id, at)` names something in force there."""


@dataclass(frozen=True, kw_only=True)
class UnitNow:
    """A unit as it is today."""

    id: int
    uuid: UUID
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    region_code: str
    urban_rural: str
    path: str
    parent_id: int | None
    opened_on: date
    closed_on: date | None
    synthetic: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class NameResolved:
    """`unit` where exactly one is meant; else all it could mean, and somebody has to choose."""

    text: str
    unit: UnitNow | None
    candidates: tuple[UnitNow, ...]


def get_unit(post: ActingPost, *, unit_id: int | None = None, uuid: UUID | None = None, code: str = "") -> UnitNow:
    return _now(lookup.get_unit(post, unit_id=unit_id, uuid=uuid, code=code))


def children_of(post: ActingPost, unit_id: int) -> list[UnitNow]:
    return [_now(unit) for unit in lookup.children_of(post, lookup.get_unit(post, unit_id=unit_id))]


def ancestors_of_unit(post: ActingPost, unit_id: int) -> list[UnitNow]:
    """From the root down to the unit above."""
    return [_now(unit) for unit in lookup.ancestors_of_unit(post, lookup.get_unit(post, unit_id=unit_id))]


def subtree_of(post: ActingPost, unit_id: int, *, kinds: Sequence[str] = ()) -> list[UnitNow]:
    """The unit and everything below it in tree order, closed units too; of some kinds where these are named."""
    units = lookup.subtree_of(post, lookup.get_unit(post, unit_id=unit_id))
    return [_now(unit) for unit in (units.filter(kind__in=kinds) if kinds else units)]


def tree_as_of(post: ActingPost, day: date, *, below: str = "") -> list[UnitThen]:
    return history.tree_as_of(post, day, below=below)


def unit_as_of(post: ActingPost, unit_id: int, day: date) -> UnitThen | None:
    return history.unit_as_of(post, unit_id, day)


def counts_by_kind(post: ActingPost, unit_id: int, *, as_of: date | None = None) -> dict[str, int]:
    counted = counting.counts_by_kind(post, lookup.get_unit(post, unit_id=unit_id), as_of=as_of)
    return {str(kind.value): number for kind, number in counted.items()}


def find_units(post: ActingPost, text: str, *, limit: int = 20) -> list[UnitNow]:
    return [_now(unit) for unit in searching.find_units(post, text, limit=limit)]


def resolve_names(post: ActingPost, text: str, *, context_id: int) -> list[NameResolved]:
    """Units named in a document of the context unit, such as 厅办公室、科技处."""
    context = lookup.get_unit(post, unit_id=context_id)
    return [
        NameResolved(
            text=found.text,
            unit=_now(found.unit) if found.unit else None,
            candidates=tuple(_now(unit) for unit in found.candidates),
        )
        for found in naming.resolve_names(post, text, context=context)
    ]


def _now(unit: Unit) -> UnitNow:
    return UnitNow(
        id=unit.id,
        uuid=unit.uuid,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        level=unit.level,
        region_code=unit.region_code,
        urban_rural=unit.urban_rural,
        path=unit.unit_path,
        parent_id=unit.parent_id,
        opened_on=unit.opened_on,
        closed_on=unit.closed_on,
        synthetic=unit.synthetic,
        version=unit.version,
    )
