"""The rank of a unit among those it is compared with: of the same kind, under the same unit, by the value as it is read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.wording import shown


@dataclass(frozen=True, kw_only=True)
class Rank:
    """`place` among so many that have a value, the best first; equals share a place. None without a value or without others."""

    place: int | None
    among: int


def peers_of(post: ActingPost, unit: Unit) -> set[str]:
    """Paths, its own among them, as far as the post sees them."""
    rows = units_visible_to(post).filter(parent_id=unit.parent_id, kind=unit.kind)
    return set(rows.values_list("unit_path", flat=True))


def rank_of(
    unit_path: str, values: Mapping[str, float | None], definition: Definition, *, peers: Collection[str]
) -> Rank:
    known = {path: shown(value, definition) for path, value in values.items() if value is not None and path in peers}
    own = known.get(unit_path)
    if own is None or len(known) < 2:
        return Rank(place=None, among=len(known))
    ahead = [each for each in known.values() if (each < own if definition.better == "lower" else each > own)]
    return Rank(place=len(ahead) + 1, among=len(known))
