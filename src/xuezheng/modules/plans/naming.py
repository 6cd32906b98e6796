"""What names written in a document mean: a unit, a group of units, or several possibilities that somebody decides."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.facade import NameResolved, UnitNow, resolve_names
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.plans.groups import group_named


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One of unit and group where the name is clear; else what it could mean, which may be nothing."""

    unit_id: int | None = None
    group: str = ""
    candidates: tuple[int, ...] = ()


def meanings_of(post: ActingPost, names: Mapping[str, str], *, context_id: int) -> dict[str, Meaning]:
    """By written name. `names` also tells what a written abbreviation commonly stands for, which only ever suggests."""
    return {written: _meaning(post, written, spelled_out, context_id) for written, spelled_out in names.items()}


def _meaning(post: ActingPost, written: str, spelled_out: str, context_id: int) -> Meaning:
    group = group_named(written)
    if group is not None:
        return Meaning(group=group.code)
    found = _resolved(post, written, context_id)
    if found.unit is not None:
        return _sure(post, written, found.unit)
    if not found.candidates and spelled_out:
        suggested = _resolved(post, spelled_out, context_id)
        return Meaning(candidates=_ids([suggested.unit] if suggested.unit else suggested.candidates))
    return Meaning(candidates=_ids(found.candidates))


def _sure(post: ActingPost, written: str, unit: UnitNow) -> Meaning:
    """A bare 办公室 or 电教馆 means the own one. Where there is none, another administration's is only what it could mean."""
    if _is_bare(written, unit) and not unit.path.startswith(post.scope_path):
        return Meaning(candidates=(unit.id,))
    return Meaning(unit_id=unit.id)


_WHOSE = re.compile("[部省厅市县区]")


def _is_bare(written: str, unit: UnitNow) -> bool:
    """Nothing in the name says whose part it is."""
    if unit.kind == UnitKind.OFFICE:
        return written in {unit.name, unit.short_name}
    return unit.kind == UnitKind.AFFILIATE and not _WHOSE.search(written)


def _resolved(post: ActingPost, name: str, context_id: int) -> NameResolved:
    """A name that holds a separator (各省、自治区教育厅) is one name here, and as such is borne by nobody."""
    answers = resolve_names(post, name, context_id=context_id)
    return answers[0] if len(answers) == 1 else NameResolved(text=name, unit=None, candidates=())


def _ids(units: Iterable[UnitNow]) -> tuple[int, ...]:
    return tuple(unit.id for unit in units)
