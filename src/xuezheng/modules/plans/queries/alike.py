"""Units whose names look like a written one that nobody bears: proposed to whoever decides, never taken."""

from collections.abc import Iterable

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

LEAST = 0.6
"""Below this likeness a name is none of those meant: “学生处” shares half its characters with “科学技术处”."""
MOST = 4


def units_alike(post: ActingPost, written: str, *, administration_id: int) -> list[Unit]:
    """Offices and units of the administration whose names share most characters, the likest first."""
    near = units_visible_to(post).filter(parent=administration_id).select_related("parent")
    ranked = [(likeness(written, unit.name), unit) for unit in near]
    likely = sorted((found for found in ranked if found[0] >= LEAST), key=lambda found: (-found[0], found[1].unit_path))
    return [unit for _likeness, unit in likely[:MOST]]


def likeness(written: Iterable[str], name: Iterable[str]) -> float:
    """Shared characters against all of both (Dice): abbreviations leave characters out and add none."""
    one, other = set(written), set(name)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
