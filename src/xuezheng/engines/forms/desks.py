"""The way up: which administration has to decide about a report next."""

from collections.abc import Sequence

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to


def desks_above(post: ActingPost, path: str, *, up_to: str) -> Sequence[Unit]:
    """Administrations above the place, the nearest first, ending with the unit that collects."""
    between = [above for above in ancestors_of(path)[:-1] if above.startswith(up_to)]
    rows = units_visible_to(post).filter(unit_path__in=between, kind__in=ADMINISTRATIONS)
    return list(rows.order_by("-unit_path"))
